using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>Every operation of the client by name, for rules that apply to all of them.</summary>
internal static class Operations
{
    /// <summary>The one operation that is never sent again without a look-up.</summary>
    public const string Create = nameof(ContactsClient.AddContactsAsync);

    private static readonly Dictionary<string, Func<ContactsClient, CancellationToken, Task>> ByName = new(StringComparer.Ordinal)
    {
        [nameof(ContactsClient.ListContacts)] = (client, token) => client.ListContacts().ToListAsync(token).AsTask(),
        [nameof(ContactsClient.FindContactsAsync)] = (client, token) => client.FindContactsAsync(new ContactQuery { Id = 7 }, token),
        [nameof(ContactsClient.ListFields)] = (client, token) => client.ListFields().ToListAsync(token).AsTask(),
        [nameof(ContactsClient.ListSegments)] = (client, token) => client.ListSegments().ToListAsync(token).AsTask(),
        [nameof(ContactsClient.ListGroups)] = (client, token) => client.ListGroups().ToListAsync(token).AsTask(),
        [nameof(ContactsClient.GetSegmentAsync)] = (client, token) => client.GetSegmentAsync("7", token),
        [nameof(ContactsClient.GetGroupsOfContactAsync)] = (client, token) => client.GetGroupsOfContactAsync(7, token),
        [Create] = (client, token) => client.AddContactsAsync([new NewContact { Email = "ann@example.com" }], token),
        [nameof(ContactsClient.UpdateContactsAsync)] = (client, token) => client.UpdateContactsAsync([new ContactUpdate { Id = 7, Email = new("ann@example.com") }], token),
        [nameof(ContactsClient.DeleteContactsAsync)] = (client, token) => client.DeleteContactsAsync([7], token),
        [nameof(ContactsClient.ResubscribeAsync)] = (client, token) => client.ResubscribeAsync("email", [7], token),
        [nameof(ContactsClient.UnsubscribeAsync)] = (client, token) => client.UnsubscribeAsync("email", [7], token),
        [nameof(ContactsClient.AddContactToGroupsAsync)] = (client, token) => client.AddContactToGroupsAsync(7, [3], token),
        [nameof(ContactsClient.RemoveContactFromGroupsAsync)] = (client, token) => client.RemoveContactFromGroupsAsync(7, [3], token),
        [nameof(ContactsClient.ListItems)] = (client, token) => client.ListItems(new ApiRequest { Path = "/webhook" }).ToListAsync(token).AsTask(),
        [nameof(ContactsClient.SendAsync)] = (client, token) => client.SendAsync(new ApiRequest { Path = "/webhook", Method = HttpMethod.Put, Json = """[{"id":7}]""" }, token),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    public static IEnumerable<string> Repeatable => Names.Where(name => name != Create);

    public static TheoryData<string> All => [.. Names];

    public static TheoryData<string> AllRepeatable => [.. Repeatable];

    public static Task RunAsync(this ContactsClient client, string operation, CancellationToken cancellationToken = default) =>
        ByName[operation](client, cancellationToken);

    public static Task<ContactsException> FailsAsync(this ScriptedResponses script, string operation) =>
        Assert.ThrowsAsync<ContactsException>(() => script.Client.RunAsync(operation));

    /// <summary>Creates a contact with the scripted responses and a look-up that fails.</summary>
    /// <returns>Why the contact's outcome is unknown.</returns>
    public static async Task<ContactsException> LosesAsync(this ScriptedResponses script)
    {
        script.AnswersRaw(403);
        var item = Assert.Single((await script.Client.AddContactsAsync([new NewContact { Email = "ann@example.com" }])).Items);
        Assert.Equal(BatchOutcome.OutcomeUnknown, item.Outcome);
        Assert.Equal(["POST", "GET"], script.Requests.Select(request => request.Method));
        Assert.Equal(ContactsFailure.OutcomeUnknown, item.Failure!.Failure);
        return item.Failure;
    }

    /// <summary>A failure without a response.</summary>
    public static Exception Broken() => new HttpRequestException("An error occurred while sending the request.", new IOException("The response ended prematurely."));

    public static Exception RefusedConnection() =>
        new HttpRequestException("Connection refused", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused));
}
