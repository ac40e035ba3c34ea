namespace ContactsPS.Endurance.Fuzz;

/// <summary>One operation, and the responses that it received.</summary>
/// <param name="Seed">The seed that reproduces it.</param>
/// <param name="Operation">The name of the operation.</param>
/// <param name="Since">When it began.</param>
/// <param name="Answers">The responses so far.</param>
internal sealed record Trial(int Seed, string Operation, long Since, IReadOnlyList<FuzzResponse> Answers);
