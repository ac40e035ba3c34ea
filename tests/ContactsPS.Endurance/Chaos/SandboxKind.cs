using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Endurance.Chaos;

/// <summary>What a service may be like that nobody has documented.</summary>
/// <param name="Name">In two words.</param>
/// <param name="AcceptsDuplicates">Whether an external id that is taken is given once more instead of refused.</param>
/// <param name="AnswersWithoutItems">Whether what was created is not told.</param>
internal sealed record SandboxKind(string Name, bool AcceptsDuplicates, bool AnswersWithoutItems)
{
    public static readonly SandboxKind Plain = new("plain", AcceptsDuplicates: false, AnswersWithoutItems: false);

    public static readonly SandboxKind Worst = new("duplicates, no items", AcceptsDuplicates: true, AnswersWithoutItems: true);

    public static IReadOnlyList<SandboxKind> All { get; } =
        [Plain, new("duplicates", AcceptsDuplicates: true, AnswersWithoutItems: false), new("no items", AcceptsDuplicates: false, AnswersWithoutItems: true), Worst];

    private const double FaultRate = 0.2;

    /// <summary>Every fault but the one that no client can settle: a request that is processed after everybody has looked.</summary>
    private static readonly SandboxFault[] Faults = [.. Enum.GetValues<SandboxFault>().Where(fault => fault != SandboxFault.ProcessedLate)];

    public SandboxServer Start(int seed) => SandboxServer.Start(new SandboxOptions
    {
        FaultRate = FaultRate,
        Faults = Faults,
        FaultDelay = TimeSpan.FromSeconds(0.5),
        Seed = seed,
        AcceptsDuplicateExternalIds = AcceptsDuplicates,
        AnswersWithoutItems = AnswersWithoutItems,
    });
}
