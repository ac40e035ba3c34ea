using ContactsPS.Endurance.Alternatives;
using ContactsPS.Endurance.Chaos;
using ContactsPS.Endurance.Fuzz;
using ContactsPS.Endurance.Soak;

namespace ContactsPS.Endurance;

/// <summary>A part that can be run by name.</summary>
internal interface IPart
{
    string Name { get; }

    /// <summary>What the part checks, in a few words.</summary>
    string About { get; }

    /// <returns>Whether the part passed.</returns>
    Task<bool> RunAsync(EnduranceRun run);

    /// <summary>All parts, in the order in which they run.</summary>
    static IReadOnlyList<IPart> All { get; } = [new ChaosPart(), new FuzzPart(), new SoakPart(), new AlternativesPart()];
}
