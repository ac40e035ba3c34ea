namespace ContactsPS.Endurance.Fuzz;

/// <summary>What is wrong with what came of an answer.</summary>
/// <param name="Kind">The same words for everything of its kind.</param>
/// <param name="Detail">What is to be said of this one.</param>
internal sealed record Flaw(string Kind, string Detail);
