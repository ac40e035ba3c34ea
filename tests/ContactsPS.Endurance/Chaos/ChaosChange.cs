using System.Globalization;
using System.Management.Automation;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A command that changes contacts, and what has to have become of each.</summary>
/// <param name="Name">What it does, in a word.</param>
/// <param name="Command">The command.</param>
/// <param name="After">A contact after it.</param>
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

    /// <summary>Whether a contact is named by its external id; else by its id.</summary>
    public bool IsByExternalId { get; init; }

    /// <summary>Whether it takes a request for each contact.</summary>
    public bool IsOneByOne { get; init; }

    /// <summary>The row that names a contact.</summary>
    public PSObject RowFor(SandboxContact contact)
    {
        var row = new PSObject();
        row.Properties.Add(IsByExternalId ? new PSNoteProperty("ExternalId", contact.ExternalId) : new PSNoteProperty("Id", contact.Id));
        return row;
    }

    /// <summary>Everything of a contact that a change may touch, so that two pictures can be compared.</summary>
    public static string Picture(SandboxContact contact) =>
        string.Join('|', contact.Id, contact.ExternalId, contact.FirstName, contact.Email, contact.PhoneNumber, contact.Unsubscribed, string.Join(',', contact.Groups.Order()), contact.InArchive);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
