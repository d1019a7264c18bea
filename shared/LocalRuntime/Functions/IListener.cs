namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>Starts one function whenever its trigger says so.</summary>
internal interface IListener
{
    string Description { get; }

    /// <summary>Throws, before anything runs, if it could not work.</summary>
    void Prepare();

    /// <summary>
    /// Returns when <paramref name="stopping"/> asked for it and what runs has finished; <paramref name="ended"/> tells that the time for that is up.
    /// </summary>
    Task Listen(CancellationToken stopping, CancellationToken ended);
}
