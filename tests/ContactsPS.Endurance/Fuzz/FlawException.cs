namespace ContactsPS.Endurance.Fuzz;

/// <summary>Ends a trial at what is wrong.</summary>
internal sealed class FlawException(Flaw flaw) : Exception($"{flaw.Kind}: {flaw.Detail}")
{
    public Flaw Flaw { get; } = flaw;
}
