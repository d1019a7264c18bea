namespace QuizPlatform.Web.Layout;

/// <summary>What a visitor has just done, for the page that it led to.</summary>
internal enum Arrival
{
    None,

    /// <summary>Registered.</summary>
    New,

    /// <summary>Signed in, and the account keeps what was done as a guest.</summary>
    Kept,

    /// <summary>Registered, and so.</summary>
    NewAndKept,

    /// <summary>Given up being a guest.</summary>
    Forgotten,
}
