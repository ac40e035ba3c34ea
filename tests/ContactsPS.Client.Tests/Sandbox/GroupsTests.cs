using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class GroupsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public GroupsTests() => api.Add(3);

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task A_new_account_has_the_built_in_group_and_groups_with_diacritics()
    {
        var response = await api.GetAsync("/group");
        Assert.Equal(["All contacts", "Newsletter", "VIP", "Do rozważenia", "Zimowa wyprzedaż 2024"], response.Each("name"));
        var first = response.Data[0];
        Assert.Equal(1, first.GetProperty("id").GetInt64());
        Assert.Equal("ALLCONTACTS", first.GetProperty("externalId").GetString());
        Assert.InRange(first.GetProperty("createdAt").GetInt64(), DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.NotNull(first.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Groups_are_paged_and_sorted()
    {
        Assert.Equal(["2", "3"], (await api.GetAsync("/group?limit=2&offset=1")).Each("id"));
        Assert.Equal(["5", "3"], (await api.GetAsync("/group?orderBy=name&orderDirection=desc&limit=2")).Each("id"));
        Assert.Equal(["5"], (await api.GetAsync("/group?orderBy=id&orderDirection=DESC&limit=1")).Each("id"));
        Assert.Equal(404, (await api.GetAsync("/group?offset=5")).Status);
        Assert.Equal(422, (await api.GetAsync("/group?orderBy=size")).Status);
        Assert.Equal(422, (await api.GetAsync("/group?orderDirection=up")).Status);
    }

    [Fact]
    public async Task A_contact_joins_groups_and_leaves_them()
    {
        var joined = await api.PostAsync("/contact/2/group", """{"id":[2,3]}""");
        Assert.Equal(200, joined.Status);
        Assert.Equal(["2", "3"], joined.Each("id"));
        Assert.Equal(["1", "2", "3"], (await api.GetAsync("/contact/2/group")).Each("id"));

        var left = await api.DeleteAsync("/contact/2/group", """{"id":[2]}""");
        Assert.Equal(200, left.Status);
        Assert.Equal(["1", "3"], (await api.GetAsync("/contact/2/group")).Each("id"));
        Assert.Equal(["2"], (await api.GetAsync("/contact?group=3")).Each("id"));
    }

    [Fact]
    public async Task Joining_a_group_twice_changes_nothing_and_is_not_an_error()
    {
        await api.PostAsync("/contact/2/group", """{"id":[2,2]}""");
        Assert.Equal(200, (await api.PostAsync("/contact/2/group", """{"id":[1,2]}""")).Status);
        Assert.Equal([2], api.Account.Contacts[1].Groups);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task An_unknown_group_is_an_error_item(string method)
    {
        var mixed = await api.SendAsync(method, "/contact/2/group", """{"id":[2,99]}""");
        Assert.Equal(207, mixed.Status);
        Assert.Equal([("id", "99", "99")], mixed.Refusals);
        Assert.Equal(422, (await api.SendAsync(method, "/contact/2/group", """{"id":[99]}""")).Status);
        Assert.Equal(400, (await api.SendAsync(method, "/contact/2/group", """{"id":["2"]}""")).Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task An_unknown_contact_refuses_the_change(string method)
    {
        var response = await api.SendAsync(method, "/contact/99/group", """{"id":[2]}""");
        Assert.Equal(422, response.Status);
        Assert.Equal([("contact", "99", "99")], response.Refusals);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("abc")]
    public async Task The_groups_of_an_unknown_contact_are_404_with_an_error_item(string id)
    {
        var response = await api.GetAsync($"/contact/{id}/group");
        Assert.Equal(404, response.Status);
        Assert.Equal(1, response.Meta.GetProperty("numberOfErrors").GetInt32());
        Assert.Equal([("contact", id, id)], response.Refusals);
    }

    [Fact]
    public async Task An_archived_contact_keeps_its_groups_and_cannot_join_others()
    {
        await api.DeleteAsync("/contact", """{"id":[2]}""");
        Assert.Equal(["1"], (await api.GetAsync("/contact/2/group")).Each("id"));
        Assert.Equal(422, (await api.PostAsync("/contact/2/group", """{"id":[2]}""")).Status);
    }

    [Fact]
    public async Task No_contact_leaves_the_group_of_all_contacts()
    {
        var response = await api.DeleteAsync("/contact/2/group", """{"id":[1]}""");
        Assert.Equal(422, response.Status);
        Assert.Equal([("id", "1", "1")], response.Refusals);
    }

    [Fact]
    public async Task Groups_are_created_renamed_and_removed_with_their_memberships()
    {
        var created = await api.PostAsync("/group", """[{"name":"Nowa","description":"d","externalId":"G"},{"description":"no name"}]""");
        Assert.Equal(207, created.Status);
        Assert.Equal(["6"], created.Each("id"));
        await api.PostAsync("/contact/1/group", """{"id":[6]}""");

        var changed = await api.PutAsync("/group", """[{"id":6,"name":"Nowsza"},{"id":1,"name":"x"},{"id":99,"name":"x"}]""");
        Assert.Equal(207, changed.Status);
        Assert.Equal(["Nowsza"], changed.Each("name"));
        Assert.Equal(["d"], changed.Each("description"));

        var removed = await api.DeleteAsync("/group", """{"id":[6,1,99]}""");
        Assert.Equal(207, removed.Status);
        Assert.Equal(["6"], removed.Each("id"));
        Assert.Equal([("id", "1", "1"), ("id", "99", "99")], removed.Refusals);
        Assert.Empty(api.Account.Contacts[0].Groups);
    }

    [Fact]
    public async Task A_group_lists_adds_and_removes_contacts()
    {
        Assert.Equal(207, (await api.PostAsync("/group/2/contact", """{"id":[1,3,99]}""")).Status);
        Assert.Equal(["1", "3"], (await api.GetAsync("/group/2/contact")).Each("id"));
        Assert.Equal(["1", "2", "3"], (await api.GetAsync("/group/1/contact")).Each("id"));
        Assert.Equal(200, (await api.DeleteAsync("/group/2/contact", """{"id":[1]}""")).Status);
        Assert.Equal(["3"], (await api.GetAsync("/group/2/contact")).Each("id"));
        Assert.Equal(404, (await api.GetAsync("/group/3/contact")).Status);
        Assert.Single((await api.GetAsync("/group/99/contact")).Errors);
        Assert.Equal(422, (await api.PostAsync("/group/99/contact", """{"id":[1]}""")).Status);
    }
}
