using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>What an operation does to the account, in the order of the columns.</summary>
internal enum OperationKind
{
    Reading,
    Changing,
    Creating,
}

/// <summary>
/// An operation on an account of two contacts: Ann (id 1, external id A, in group 3, unsubscribed from text messages), whom it changes, and Bob (id 2), whom it must not change.
/// </summary>
/// <param name="Kind">Whether it reads, changes or creates.</param>
/// <param name="Holds">Whether the account is in the state that the operation should reach.</param>
internal sealed record MatrixOperation(string Name, OperationKind Kind, Func<ContactsClient, Task<BatchItemOutcome>> RunAsync, Func<SandboxAccount, bool> Holds)
{
    private static readonly NewContact Eve = new() { ExternalId = "E", Email = "eve@example.com", FirstName = "Eve", AddToGroup = [2] };
    private static readonly NewContact NamelessEve = new() { Email = "eve@example.com", FirstName = "Eve", AddToGroup = [2] };

    /// <summary>Whether the service refuses a repetition, so that the client looks up whether the first attempt was processed.</summary>
    public bool IsRefusedTheSecondTime { get; init; }

    /// <summary>Whether the account accepts a second contact with the same external id.</summary>
    public bool AcceptsDuplicates { get; init; }

    public static IReadOnlyList<MatrixOperation> All { get; } =
    [
        Reading("list contacts", async client => (await client.ListContacts(paging: new ListOptions { First = 2 }).ToListAsync()).Count == 2),
        Reading("find one contact", async client => (await client.ListContacts(new ContactQuery { ExternalId = "A" }).ToListAsync()) is [{ Id: 1 }]),
        Reading("groups of a contact", async client => (await client.GetGroupsOfContactAsync(1)).Select(group => group.Id) is { } ids && ids.SequenceEqual([1, 3])),
        Reading("list groups", async client => (await client.ListGroups(new ListOptions { First = 5 }).ToListAsync()).Count == 5),
        Reading("list fields", async client => (await client.ListFields(new ListOptions { First = 1 }).ToListAsync()) is [{ Name: "city" }]),
        Reading("list segments", async client => (await client.ListSegments(new ListOptions { First = 1 }).ToListAsync()).Count > 0),
        Reading("count a segment", async client => (await client.GetSegmentAsync("1")) is { Count: not null }),

        Changing("change", client => client.UpdateContactsAsync([new ContactUpdate { Id = 1, FirstName = new("Anna") }]), ann => ann.FirstName == "Anna"),
        Changing("rename", client => client.UpdateContactsAsync([new ContactUpdate { ExternalId = "A", NewExternalId = new("A2") }]), ann => ann.ExternalId == "A2")
            with { IsRefusedTheSecondTime = true },
        Changing("remove", client => client.DeleteContactsAsync([1]), ann => ann.InArchive) with { IsRefusedTheSecondTime = true },
        Changing("unsubscribe", client => client.UnsubscribeAsync("email", [1]), ann => ann.Unsubscribed == (SandboxChannels.Email | SandboxChannels.Sms)),
        Changing("resubscribe", client => client.ResubscribeAsync("sms", [1]), ann => ann.Unsubscribed == SandboxChannels.None),
        Changing("add to groups", client => client.AddContactToGroupsAsync(1, [2]), ann => ann.Groups.SequenceEqual([3, 2])),
        Changing("remove from groups", client => client.RemoveContactFromGroupsAsync(1, [3]), ann => ann.Groups.Count == 0),

        Creating("create", Eve),
        Creating("create without external id", NamelessEve),
        Creating("create with duplicates accepted", Eve) with { AcceptsDuplicates = true },
    ];

    public SandboxOptions Account => new() { Alternatives = AcceptsDuplicates ? [SandboxAlternative.DuplicateExternalIdAllowed] : [] };

    public static void Fill(SandboxAccount account)
    {
        account.AddContact(new SandboxContact
        {
            ExternalId = "A", Email = "ann@example.com", FirstName = "Ann", Groups = [3], Unsubscribed = SandboxChannels.Sms,
            ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) { ["city"] = "Łódź" },
        });
        account.AddContact(new SandboxContact { ExternalId = "B", Email = "bob@example.com", FirstName = "Bob" });
    }

    private static MatrixOperation Reading(string name, Func<ContactsClient, Task<bool>> read) =>
        new(name, OperationKind.Reading, async client => new BatchItemOutcome(await read(client) ? BatchOutcome.Accepted : BatchOutcome.OutcomeUnknown), account => account.Contacts.Count == 2);

    private static MatrixOperation Changing<T>(string name, Func<ContactsClient, Task<BatchResult<T>>> change, Func<SandboxContact, bool> isDone)
        where T : class =>
        new(name, OperationKind.Changing, async client => BatchItemOutcome.Of(await change(client)), account => account.Contacts.Count == 2 && isDone(account.Contacts[0]));

    private static MatrixOperation Creating(string name, NewContact contact) =>
        new(name, OperationKind.Creating, async client => BatchItemOutcome.Of(await client.AddContactsAsync([contact])), account => account.Contacts is [_, _, { FirstName: "Eve", Groups: [2] }]);
}

/// <summary>The reported outcome for the one contact.</summary>
internal sealed record BatchItemOutcome(BatchOutcome Outcome, ContactsFailure? Failure = null)
{
    public static BatchItemOutcome Of<T>(BatchResult<T> result)
        where T : class
    {
        var item = Assert.Single(result.Items);
        return new BatchItemOutcome(item.Outcome, item.Failure?.Failure);
    }
}
