using Microsoft.Extensions.Logging;

namespace QuizPlatform.Users;

/// <summary>What an auditor asks for, one line each, category <c>QuizPlatform.Users.Audit</c>. Ids only: no name, address, password or token.</summary>
public sealed partial class Audit(ILogger<Audit> log)
{
    [LoggerMessage(1, LogLevel.Information, "User {UserId} registered")]
    public partial void Registered(string userId);

    [LoggerMessage(2, LogLevel.Information, "User {UserId} signed in, session {SessionId}")]
    public partial void SignedIn(string userId, string sessionId);

    /// <param name="userId">A dash when there is no such account: the log may know, the client may not.</param>
    [LoggerMessage(3, LogLevel.Warning, "Sign-in failed for user {UserId}")]
    public partial void SignInFailed(string userId);

    [LoggerMessage(4, LogLevel.Warning, "Sign-in refused for a while after too many failures")]
    public partial void SignInSlowedDown();

    [LoggerMessage(5, LogLevel.Warning, "The password was wrong when user {UserId} was asked for it again")]
    public partial void PasswordConfirmationFailed(string userId);

    [LoggerMessage(6, LogLevel.Information, "Session {SessionId} of user {UserId} revoked: {Reason}")]
    public partial void SessionRevoked(string userId, string sessionId, string reason);

    [LoggerMessage(7, LogLevel.Warning, "A spent refresh token of user {UserId} was used again; session {SessionId} revoked")]
    public partial void RefreshTokenReused(string userId, string sessionId);

    [LoggerMessage(8, LogLevel.Information, "User {UserId} changed the password")]
    public partial void PasswordChanged(string userId);

    [LoggerMessage(9, LogLevel.Information, "User {UserId} changed the e-mail address")]
    public partial void EmailChanged(string userId);

    [LoggerMessage(10, LogLevel.Information, "User {UserId} deleted by {ActorId}")]
    public partial void Deleted(string userId, string actorId);

    [LoggerMessage(11, LogLevel.Information, "Roles of user {UserId} set to {Roles} by {ActorId}")]
    public partial void RolesSet(string userId, string roles, string actorId);

    [LoggerMessage(12, LogLevel.Information, "Signing key {KeyId} added by {ActorId}")]
    public partial void SigningKeyAdded(string keyId, string actorId);

    [LoggerMessage(13, LogLevel.Warning, "User {UserId} deleted again: the store that was put back had the account from before its deletion")]
    public partial void DeletedAgain(string userId);

    [LoggerMessage(14, LogLevel.Information, "Sessions of user {UserId} ended by {ActorId}")]
    public partial void SessionsEnded(string userId, string actorId);

    [LoggerMessage(15, LogLevel.Information, "People looked for by {ActorId}")]
    public partial void Searched(string actorId);

    [LoggerMessage(16, LogLevel.Information, "A letter with a new password's link was asked for")]
    public partial void NewPasswordAsked();

    [LoggerMessage(17, LogLevel.Information, "User {UserId} set a new password by a letter's link")]
    public partial void PasswordReset(string userId);

    [LoggerMessage(18, LogLevel.Information, "User {UserId} confirmed the e-mail address")]
    public partial void EmailConfirmed(string userId);

    [LoggerMessage(19, LogLevel.Warning, "User {UserId} took a changed e-mail address back by a letter's link")]
    public partial void EmailTakenBack(string userId);

    [LoggerMessage(20, LogLevel.Information, "Reports read by {ActorId}")]
    public partial void ReportsRead(string actorId);

    [LoggerMessage(21, LogLevel.Information, "Report {ReportId} closed by {ActorId}")]
    public partial void ReportClosed(string reportId, string actorId);

    [LoggerMessage(22, LogLevel.Information, "Name of user {UserId} taken away by {ActorId}")]
    public partial void NameReset(string userId, string actorId);

    [LoggerMessage(30, LogLevel.Information, "User {UserId} plays as a guest")]
    public partial void GuestCame(string userId);

    [LoggerMessage(31, LogLevel.Information, "Guest {GuestId} kept by user {UserId}")]
    public partial void GuestKept(string guestId, string userId);

    [LoggerMessage(32, LogLevel.Information, "Guest {GuestId} erased, whose time is over")]
    public partial void GuestErased(string guestId);

    [LoggerMessage(40, LogLevel.Information, "User {UserId} added passkey {PasskeyId}")]
    public partial void PasskeyAdded(string userId, string passkeyId);

    [LoggerMessage(41, LogLevel.Information, "User {UserId} removed passkey {PasskeyId}")]
    public partial void PasskeyRemoved(string userId, string passkeyId);

    [LoggerMessage(42, LogLevel.Warning, "A passkey of user {UserId} has counted less than before: there may be a copy of it")]
    public partial void PasskeyCountedBack(string userId);

    [LoggerMessage(43, LogLevel.Information, "User {UserId} turned the second factor on")]
    public partial void SecondFactorOn(string userId);

    [LoggerMessage(44, LogLevel.Information, "User {UserId} turned the second factor off")]
    public partial void SecondFactorOff(string userId);

    [LoggerMessage(45, LogLevel.Information, "User {UserId} made new recovery codes")]
    public partial void RecoveryCodesMade(string userId);

    [LoggerMessage(46, LogLevel.Warning, "The code of the second factor of user {UserId} was wrong")]
    public partial void WrongCode(string userId);

    [LoggerMessage(47, LogLevel.Warning, "The second factor of user {UserId} was turned off by {ActorId}")]
    public partial void SecondFactorTurnedOff(string userId, string actorId);

    [LoggerMessage(50, LogLevel.Information, "User {UserId} linked to the organisation")]
    public partial void OrganisationLinked(string userId);

    [LoggerMessage(51, LogLevel.Information, "User {UserId} no longer linked to the organisation")]
    public partial void OrganisationUnlinked(string userId);
}
