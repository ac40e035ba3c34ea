using System.Globalization;
using System.Management.Automation;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A command that changes contacts, and the expected state of each contact.</summary>
/// <param name="Name">What it does, in one or two words.</param>
/// <param name="After">The expected contact after the change.</param>
internal sealed record ChaosChange(string Name, string Command, Func<SandboxContact, SandboxContact> After)
{
    private const long Joined = 2;
    private const long Left = 3;

    public static IReadOnlyList<ChaosChange> All { get; } =
    [
        new("change", "Set-Contact -FirstName { \"New-$($_.Id)\" }", static contact => contact with { FirstName = $"New-{Text(contact.Id)}" }),
        new("rename", "Set-Contact -NewExternalId { \"R-$($_.ExternalId)\" }", static contact => contact with { ExternalId = $"R-{contact.ExternalId}" }) { IsByExternalId = true },
        new("unsubscribe", "Set-ContactSubscription -Channel sms, push -State Unsubscribed", static contact => contact with { Unsubscribed = contact.Unsubscribed | SandboxChannels.Sms | SandboxChannels.Push }),
        new("resubscribe", "Set-ContactSubscription -Channel sms -State Subscribed", static contact => contact with { Unsubscribed = contact.Unsubscribed & ~SandboxChannels.Sms }),
        new("join groups", "Add-ContactGroup -GroupId 2, 3", static contact => contact with { Groups = [.. contact.Groups.Union([Joined, Left])] }) { IsOneByOne = true },
        new("leave group", "Remove-ContactGroup -GroupId 3", static contact => contact with { Groups = [.. contact.Groups.Where(group => group != Left)] }) { IsOneByOne = true },
        new("remove", "Remove-Contact -Confirm:$false", static contact => contact with { ArchivedAt = DateTime.UtcNow }),
    ];

    /// <summary>Whether a contact is identified by its external id instead of its id.</summary>
    public bool IsByExternalId { get; init; }

    /// <summary>Whether it sends one request per contact.</summary>
    public bool IsOneByOne { get; init; }

    /// <summary>The row that identifies a contact.</summary>
    public PSObject RowFor(SandboxContact contact)
    {
        var row = new PSObject();
        row.Properties.Add(IsByExternalId ? new PSNoteProperty("ExternalId", contact.ExternalId) : new PSNoteProperty("Id", contact.Id));
        return row;
    }

    /// <summary>Everything of a contact that a change may modify, as text to compare.</summary>
    public static string Picture(SandboxContact contact) =>
        string.Join('|', contact.Id, contact.ExternalId, contact.FirstName, contact.Email, contact.PhoneNumber, contact.Unsubscribed, string.Join(',', contact.Groups.Order()), contact.InArchive);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
