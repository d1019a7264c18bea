using System.Security.Claims;

namespace QuizPlatform.Web.Session;

/// <summary>What a page knows of the visitor who is signed in.</summary>
internal static class Person
{
    public const string Id = "sub";
    public const string Name = "name";
    public const string Role = "role";

    extension(ClaimsPrincipal person)
    {
        public bool IsSignedIn => person.Identity?.IsAuthenticated == true;

        public bool IsAdmin => person.IsInRole("admin");

        /// <summary>Whether there is a session, but no account.</summary>
        public bool IsGuest => person.IsInRole("guest");

        public string? UserId => person.FindFirstValue(Id);

        public string? DisplayName => person.FindFirstValue(Name);
    }
}
