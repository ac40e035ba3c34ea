using System.Management.Automation;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A row as a user pipes it, and what the service has to hold for it: two rows are alike where they are equal.</summary>
internal sealed record ChaosRow(string? ExternalId, string? Email, string? PhoneNumber, string? FirstName, string? City)
{
    public static ChaosRow Of(SandboxContact contact) =>
        new(contact.ExternalId, contact.Email, contact.PhoneNumber, contact.FirstName, contact.ExternalData.TryGetValue("City", out var city) ? city as string : null);

    /// <summary>An object such as Import-Csv makes: every column is there, and empty where the row has nothing in it.</summary>
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
