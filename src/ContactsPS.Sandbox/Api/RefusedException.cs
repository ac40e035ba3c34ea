using ContactsPS.Sandbox.Account;

namespace ContactsPS.Sandbox.Api;

/// <summary>The whole request is refused.</summary>
internal sealed class RefusedException(int status, Refusal refusal) : Exception(refusal.Message)
{
    public int Status { get; } = status;

    public Refusal Refusal { get; } = refusal;
}
