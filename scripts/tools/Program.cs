using QuizPlatform.Local.Backup;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime;

Rights.KeepToOwner();
return args switch
{
    ["backups", var functions, .. var rest] => await BackupCommand.Run(functions, rest, Console.Out, Console.Error),
    ["dead-letters", var data, var topology, .. var rest] => await DeadLetterCommand.Run(data, Topology.Load(topology), rest, Console.Out),
    _ => throw new ArgumentException("Run this by backup.sh, restore.sh or dead-letters.sh."),
};
