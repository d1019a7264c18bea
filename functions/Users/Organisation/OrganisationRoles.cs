using Microsoft.Extensions.Options;

namespace QuizPlatform.Users;

/// <summary>
/// Which roles the organisation gives, by the claim that the settings name. A role that no setting maps is none of its business: who has it keeps it.
/// </summary>
public sealed class OrganisationRoles(IOptions<OrganisationOptions> options)
{
    /// <summary>The roles of somebody who has had those.</summary>
    public IReadOnlyCollection<string> Of(OrganisationIdentity identity, IEnumerable<string> roles)
    {
        var settings = options.Value;
        if (settings.RolesClaim is not { Length: > 0 })
            return [.. roles];
        (string Role, string? Group)[] mapped = [(Role.Author, settings.AuthorRole), (Role.Admin, settings.AdminRole)];
        var governed = mapped.Where(pair => pair.Group is { Length: > 0 }).ToList();
        return
        [
            .. roles.Except(governed.Select(pair => pair.Role)),
            .. governed.Where(pair => identity.Groups.Contains(pair.Group)).Select(pair => pair.Role),
        ];
    }
}
