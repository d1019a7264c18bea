namespace QuizPlatform.Contracts;

/// <summary>A letter to somebody is to be sent. Sent by Users to itself; the letter is in the person's account.</summary>
public sealed record LetterWritten(string UserId, string LetterId)
{
    public const string Type = "letter.written.v1";
}

/// <summary>Somebody asks for a new password; with which address is in the request. Sent by Users to itself, so that no answer tells whose it is.</summary>
public sealed record PasswordForgotten(string RequestId)
{
    public const string Type = "password.forgotten.v1";
}
