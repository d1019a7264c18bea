namespace QuizPlatform.Gateway.Tests;

/// <summary>Tests that measure what the whole process takes: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
