using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>The address of a contact in a change: its id, or else its externalId.</summary>
internal readonly record struct ContactAddress(long? Id, string? ExternalId)
{
    public override string ToString() => Id?.ToString(CultureInfo.InvariantCulture) ?? ExternalId ?? "";
}
