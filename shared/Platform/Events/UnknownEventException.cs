namespace QuizPlatform.Platform;

/// <summary>
/// The event is of a type or version that this build does not know. Thrown, never passed over: during an upgrade an old instance would
/// swallow what a new one sent. The bus delivers it again, perhaps to a newer instance, and at last keeps it as a dead letter.
/// </summary>
public sealed class UnknownEventException(Event told) : Exception($"The event {told.Id} is of the type {told.Type}, which is not known here.");
