using System.Management.Automation;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A row as a user pipes it, and what the service must hold for it. Two rows are identical if they are equal.</summary>
internal sealed record ChaosRow(string? ExternalId, string? Email, string? PhoneNumber, string? FirstName, string? City)
{
    public static ChaosRow Of(SandboxContact contact) =>
        new(contact.ExternalId, contact.Email, contact.PhoneNumber, contact.FirstName, contact.ExternalData.TryGetValue("City", out var city) ? city as string : null);

    /// <summary>An object such as Import-Csv creates: it has every column, which is empty if the row has no value for it.</summary>
    public PSObject ToObject()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(nameof(ExternalId), ExternalId ?? string.Empty));
        row.Properties.Add(new PSNoteProperty(nameof(Email), Email ?? string.Empty));
        row.Properties.Add(new PSNoteProperty(nameof(PhoneNumber), PhoneNumber?.Insert(3, " ") ?? string.Empty));
        row.Properties.Add(new PSNoteProperty(nameof(FirstName), FirstName ?? string.Empty));
        row.Properties.Add(new PSNoteProperty(nameof(City), City ?? string.Empty));
        return row;
    }
}
