namespace ContactsPS.Endurance.Fuzz;

/// <summary>An error in the result for a response.</summary>
/// <param name="Kind">The kind of error: the same text for every error of the kind.</param>
/// <param name="Detail">The details of this error.</param>
internal sealed record Flaw(string Kind, string Detail);
