namespace ContactsPS.Sandbox.Account;

/// <summary>A contact as it now is, or why it is not.</summary>
internal readonly record struct ContactOutcome(SandboxContact? Contact, Refusal? Refusal)
{
    public static implicit operator ContactOutcome(SandboxContact contact) => new(contact, Refusal: null);

    public static implicit operator ContactOutcome(Refusal refusal) => new(Contact: null, refusal);
}
