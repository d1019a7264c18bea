using QuizPlatform.Local.Backup;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Tools;

Rights.KeepToOwner();
return args switch
{
    ["backups", var functions, .. var rest] => await BackupCommand.Run(functions, rest, Console.Out, Console.Error),
    ["dead-letters", var data, var topology, .. var rest] => await DeadLetterCommand.Run(data, Topology.Load(topology), rest, Console.Out),
    ["admin", var gateway, .. var rest] => await AdminCommand.Run(gateway, rest),
    _ => throw new ArgumentException("Run this by the scripts beside its folder."),
};
