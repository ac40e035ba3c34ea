namespace ContactsPS.Endurance.Fuzz;

/// <summary>Ends a trial because of an error in its result.</summary>
internal sealed class FlawException(Flaw flaw) : Exception($"{flaw.Kind}: {flaw.Detail}")
{
    public Flaw Flaw { get; } = flaw;
}
