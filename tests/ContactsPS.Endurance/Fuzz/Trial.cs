namespace ContactsPS.Endurance.Fuzz;

/// <summary>One operation, and the responses that it received.</summary>
/// <param name="Seed">The seed that reproduces it.</param>
internal sealed record Trial(int Seed, string Operation, long Since, IReadOnlyList<FuzzResponse> Answers);
