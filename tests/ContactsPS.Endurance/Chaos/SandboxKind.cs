using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Endurance.Chaos;

/// <summary>An undocumented behaviour that the service may have.</summary>
/// <param name="Name">A name of one or two words.</param>
internal sealed record SandboxKind(string Name, params SandboxAlternative[] Alternatives)
{
    public static readonly SandboxKind Plain = new("plain");

    public static readonly SandboxKind Worst = new("duplicates, no items", SandboxAlternative.DuplicateExternalIdAllowed, SandboxAlternative.NoItem);

    public static IReadOnlyList<SandboxKind> All { get; } =
        [Plain, new("duplicates", SandboxAlternative.DuplicateExternalIdAllowed), new("no items", SandboxAlternative.NoItem), Worst];

    private const double FaultRate = 0.2;

    /// <summary>Every fault except the one that no client can handle: a request that is processed after the look-up.</summary>
    private static readonly SandboxFault[] Faults = [.. Enum.GetValues<SandboxFault>().Where(fault => fault != SandboxFault.ProcessedLate)];

    public SandboxServer Start(int seed) => SandboxServer.Start(new SandboxOptions
    {
        FaultRate = FaultRate,
        Faults = Faults,
        FaultDelay = TimeSpan.FromSeconds(0.5),
        Seed = seed,
        Alternatives = Alternatives,
    });
}
