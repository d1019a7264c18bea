#:project ../shared/Local/QuizPlatform.Local.csproj
#:property PublishAot=false
// Backups of a platform run by start-services.sh: ./scripts/backup.sh and ./scripts/restore.sh. Not for AOT, whose compiler it would have to
// fetch first: a backup must not need the network.
using QuizPlatform.Local.Backup;

return await BackupCommand.Run(args[0], args[1..], Console.Out, Console.Error);
