using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>A contact as it now is, or why it is not.</summary>
internal readonly record struct ContactOutcome(SandboxContact? Contact, ApiError? Error)
{
    public static implicit operator ContactOutcome(SandboxContact contact) => new(contact, Error: null);

    public static implicit operator ContactOutcome(ApiError error) => new(Contact: null, error);
}
