using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>How a change names its contact: by id, or else by externalId.</summary>
internal readonly record struct ContactAddress(long? Id, string? ExternalId)
{
    public override string ToString() => Id?.ToString(CultureInfo.InvariantCulture) ?? ExternalId ?? "";
}
