using ContactsPS.Sandbox.Account;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class ArchivingAndSubscribingTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public ArchivingAndSubscribingTests() => api.Add(5);

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task Deleting_moves_contacts_to_the_archive_and_returns_their_ids()
    {
        var response = await api.DeleteAsync("/contact", """{"id":[2,4]}""");
        Assert.Equal(200, response.Status);
        Assert.Equal(["""{"id":"2"}""", """{"id":"4"}"""], response.Data.Select(item => item.GetRawText()).ToArray());
        Assert.Equal([2, 4], api.Account.Contacts.Where(contact => contact.InArchive).Select(contact => contact.Id));
    }

    [Fact]
    public async Task A_deleted_contact_is_missing_from_the_next_page()
    {
        Assert.Equal(["1", "2"], (await api.GetAsync("/contact?limit=2")).Each("id"));
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        Assert.Equal(["4", "5"], (await api.GetAsync("/contact?limit=2&offset=2")).Each("id"));
    }

    [Fact]
    public async Task Unknown_and_already_archived_ids_are_error_items()
    {
        await api.DeleteAsync("/contact", """{"id":[3]}""");
        var mixed = await api.DeleteAsync("/contact", """{"id":[3,4,99]}""");
        Assert.Equal(207, mixed.Status);
        Assert.Equal(["4"], mixed.Each("id"));
        Assert.Equal([("id", "3", "3"), ("id", "99", "99")], mixed.Refusals);
        Assert.Equal(422, (await api.DeleteAsync("/contact", """{"id":[3,99]}""")).Status);
    }

    [Theory]
    [InlineData("""{"id":["1"]}""")]
    [InlineData("""{"id":[1,2.5]}""")]
    [InlineData("""{"id":[1,null]}""")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":[]}""")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("nonsense")]
    public async Task An_invalid_list_of_ids_refuses_the_request_and_changes_nothing(string body)
    {
        Assert.Equal(400, (await api.DeleteAsync("/contact", body)).Status);
        Assert.Equal(400, (await api.PostAsync("/contact/unsubscribe/email", body)).Status);
        Assert.All(api.Account.Contacts, contact => Assert.True(contact is { InArchive: false, Unsubscribed: SandboxChannels.None }));
    }

    [Theory]
    [InlineData("email", SandboxChannels.Email)]
    [InlineData("sms", SandboxChannels.Sms)]
    [InlineData("push", SandboxChannels.Push)]
    [InlineData("all", SandboxChannels.All)]
    public async Task A_contact_is_unsubscribed_from_a_channel_and_subscribed_again(string channel, SandboxChannels channels)
    {
        var left = await api.PostAsync($"/contact/unsubscribe/{channel}", """{"id":[1,2]}""");
        Assert.Equal(200, left.Status);
        Assert.Equal(["1", "2"], left.Each("id"));
        Assert.Equal([channels, channels, SandboxChannels.None], api.Account.Contacts.Take(3).Select(contact => contact.Unsubscribed));

        await api.PostAsync($"/contact/resubscribe/{channel}", """{"id":[1]}""");
        Assert.Equal([SandboxChannels.None, channels], api.Account.Contacts.Take(2).Select(contact => contact.Unsubscribed));
    }

    [Fact]
    public async Task Resubscribing_one_channel_does_not_change_the_others()
    {
        await api.PostAsync("/contact/unsubscribe/all", """{"id":[1]}""");
        await api.PostAsync("/contact/resubscribe/sms", """{"id":[1]}""");
        Assert.Equal(SandboxChannels.Email | SandboxChannels.Push, api.Account.Contacts[0].Unsubscribed);
    }

    [Fact]
    public async Task An_unknown_id_is_an_error_item()
    {
        var response = await api.PostAsync("/contact/unsubscribe/sms", """{"id":[1,77]}""");
        Assert.Equal(207, response.Status);
        Assert.Equal([("id", "77", "77")], response.Refusals);
    }

    [Fact]
    public async Task An_unknown_channel_refuses_the_request_and_is_named_unescaped()
    {
        var response = await api.PostAsync("/contact/unsubscribe/carrier%20pigeon", """{"id":[1]}""");
        Assert.Equal(422, response.Status);
        Assert.Equal([("channel", "carrier pigeon", "")], response.Refusals);
        Assert.NotEmpty(Assert.Single(response.Errors).GetProperty("code").GetString()!);
    }
}
