namespace ContactsPS.Acceptance.Results;

/// <summary>The result of a check.</summary>
internal enum Outcome
{
    Holds,
    DoesNotHold,
    NotDecided,
}

/// <summary>What a check found.</summary>
/// <param name="Detail">What was seen instead, or why nothing was decided. It has no content of the service: only statuses, codes, counts and names of properties.</param>
internal sealed record Verdict(Outcome Outcome, string Detail)
{
    public static Verdict Holds { get; } = new(Outcome.Holds, string.Empty);

    public static Verdict DoesNotHold(string saw) => new(Outcome.DoesNotHold, saw);

    public static Verdict NotDecided(string why) => new(Outcome.NotDecided, why);

    public static Verdict If(bool holds, string saw) => holds ? Holds : DoesNotHold(saw);

    /// <summary>The fact holds if there are no differences.</summary>
    public static Verdict Without(IReadOnlyCollection<string> differences) => If(differences.Count == 0, string.Join("; ", differences));

    public override string ToString() => Outcome switch
    {
        Outcome.Holds => "holds",
        Outcome.DoesNotHold => $"does not hold: saw {Detail}",
        _ => $"not decided: {Detail}",
    };
}
