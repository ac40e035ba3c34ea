using ContactsPS.Client.Batching;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;
using ContactsPS.Client;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Every operation of the client; each result is read as a caller would read it.</summary>
internal static class FuzzOperations
{
    private static readonly NewContact[] New =
    [
        new() { ExternalId = "K-1", Email = "ann.1@example.com", FirstName = "Zażółć" },
        new() { ExternalId = "K-2", Email = "ann.2@example.com" },
        new() { Email = "ann.3@example.com" },
        new() { PhoneNumber = "+48600120004", ExternalData = new Dictionary<string, object?>(StringComparer.Ordinal) { ["city"] = "Łódź" } },
    ];

    private static readonly ContactUpdate[] Updates =
    [
        new() { Id = 1, FirstName = new("Eve") },
        new() { ExternalId = "K-2", NewExternalId = new("K-3") },
        new() { ExternalId = "K-1", Email = new(null) },
    ];

    private static readonly ListOptions Three = new() { First = 3, PageSize = 3 };

    public static IReadOnlyList<(string Name, Func<ContactsClient, Task> Run)> All { get; } =
    [
        ("ListContacts", client => ReadAsync(client.ListContacts())),
        ("ListContacts, three by address", client => ReadAsync(client.ListContacts(new ContactQuery { Email = "ann.1@example.com" }, Three), Three.First)),
        ("ListContacts, three", client => ReadAsync(client.ListContacts(paging: Three), Three.First)),
        ("ListGroups", client => ReadAsync(client.ListGroups())),
        ("ListFields", client => ReadAsync(client.ListFields())),
        ("ListSegments", client => ReadAsync(client.ListSegments())),
        ("GetSegmentAsync", async client => Look(await client.GetSegmentAsync("7"))),
        ("GetGroupsOfContactAsync", async client => (await client.GetGroupsOfContactAsync(7)).ToList().ForEach(Look)),
        ("AddContactsAsync", async client => Look(await client.AddContactsAsync(New), New.Length)),
        ("UpdateContactsAsync", async client => Look(await client.UpdateContactsAsync(Updates), Updates.Length)),
        ("DeleteContactsAsync", async client => Look(await client.DeleteContactsAsync([1, 2, 1, 3]), 4)),
        ("ResubscribeAsync", async client => Look(await client.ResubscribeAsync("email", [1, 2]), 2)),
        ("UnsubscribeAsync", async client => Look(await client.UnsubscribeAsync("all", [3]), 1)),
        ("AddContactToGroupsAsync", async client => Look(await client.AddContactToGroupsAsync(7, [1, 2, 3]), 3)),
        ("RemoveContactFromGroupsAsync", async client => Look(await client.RemoveContactFromGroupsAsync(7, [1]), 1)),
    ];

    private static async Task ReadAsync<T>(AsyncPageable<T> list, long wanted = long.MaxValue)
    {
        var given = 0;
        await foreach (var item in list)
        {
            Look(item);
            if (++given > wanted)
            {
                throw new FlawException(new Flaw("it returns more items than requested", $"{wanted} were requested"));
            }
        }
    }

    private static void Look<T>(BatchResult<T> result, int sent)
        where T : class
    {
        if (result.Items.Count != sent || result.Items.Any(item => item is null || !Enum.IsDefined(item.Outcome)))
        {
            throw new InvalidOperationException($"{sent} items were sent, and {result.Items.Count} are reported.");
        }

        foreach (var item in result.Items)
        {
            Look(item.Value);
            ShownText.ThrowIfHidden(item.Error?.ToString() ?? string.Empty);
            ShownText.ThrowIfHidden(item.Failure?.Message ?? string.Empty);
        }
    }

    private static void Look(object? given)
    {
        _ = given?.ToString();
        if (given is Contact contact)
        {
            _ = contact.ExternalData.Count + contact.AdditionalProperties.Count(property => contact.AdditionalProperties.ContainsKey(property.Key));
        }
    }
}
