#:project ../shared/LocalRuntime/QuizPlatform.LocalRuntime.csproj
// The messages that no handler could use, of a platform run by start-services.sh: ./scripts/dead-letters.sh
using QuizPlatform.LocalRuntime.Bus;

return await DeadLetterCommand.Run(args[0], Topology.Load(args[1]), args[2..], Console.Out);
