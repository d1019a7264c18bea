using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Platform;

/// <summary>Section <c>Tokens</c>: what an access token must say to be believed.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The Users app's public base URL: the token's <c>iss</c>.</summary>
    [Required, Url]
    public string Issuer { get; set; } = "http://localhost:3001";

    /// <summary>The token's <c>aud</c>.</summary>
    [Required]
    public string Audience { get; set; } = "quiz-platform";
}
