namespace ContactsPS.Endurance.Fuzz;

/// <summary>One operation, and what it was answered.</summary>
/// <param name="Seed">What draws it again.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Since">When it began.</param>
/// <param name="Answers">What it was answered so far.</param>
internal sealed record Trial(int Seed, string Operation, long Since, IReadOnlyList<FuzzAnswer> Answers);
