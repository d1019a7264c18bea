using Microsoft.Extensions.Options;

namespace QuizPlatform.Users;

/// <summary>
/// Which roles the organisation gives, by the claim that the settings name. A role that no setting maps is none of its business: who has it keeps it.
/// </summary>
public sealed class OrganisationRoles(IOptions<OrganisationOptions> options)
{
    /// <summary>Who sets them, as the audit names it.</summary>
    public const string Actor = "the organisation";

    private IEnumerable<(string Role, string? Group)> Governed =>
        from pair in ((string Role, string? Group)[])[(Role.Author, options.Value.AuthorRole), (Role.Admin, options.Value.AdminRole)]
        where options.Value.RolesClaim is { Length: > 0 } && pair.Group is { Length: > 0 }
        select pair;

    /// <summary>The roles of somebody who has had those.</summary>
    public IReadOnlyCollection<string> Of(OrganisationIdentity identity, IEnumerable<string> roles) =>
        [.. Without(roles), .. Governed.Where(pair => identity.Groups.Contains(pair.Group)).Select(pair => pair.Role)];

    /// <summary>What is left of those once there is no link any more.</summary>
    public IReadOnlyCollection<string> Without(IEnumerable<string> roles) => [.. roles.Except(Governed.Select(pair => pair.Role))];
}
