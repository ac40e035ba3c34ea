using ContactsPS.Sandbox.Account;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class ListingContactsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task A_page_holds_100_contacts_sorted_by_id_by_default()
    {
        api.Add(150);
        var response = await api.GetAsync("/contact");
        Assert.Equal(200, response.Status);
        Assert.Equal(Ids(1, 100), response.Each("id"));
        Assert.Equal(100, response.Meta.GetProperty("numberOfData").GetInt32());
        Assert.Equal(0, response.Meta.GetProperty("numberOfErrors").GetInt32());
        Assert.Equal(200, response.Meta.GetProperty("status").GetInt32());
        Assert.Empty(response.Errors);
    }

    [Fact]
    public async Task Limit_and_offset_select_the_page()
    {
        api.Add(20);
        Assert.Equal(["8", "9", "10"], (await api.GetAsync("/contact?offset=7&limit=3")).Each("id"));
        Assert.Equal(["19", "20"], (await api.GetAsync("/contact?offset=18&limit=1000")).Each("id"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("id=abc", "id")]
    [InlineData("group=VIP", "group")]
    [InlineData("inArchive=yes", "inArchive")]
    [InlineData("isUnsubscribeSms=2", "isUnsubscribeSms")]
    [InlineData("archiveDateFrom=2024-01-01", "archiveDateFrom")]
    [InlineData("archiveDateTo=yesterday", "archiveDateTo")]
    [InlineData("phoneNumber=+48600100200", "phoneNumber")]
    [InlineData("email=ewa+news@example.com", "email")]
    public async Task An_invalid_parameter_is_refused_and_named(string query, string parameter)
    {
        api.Add(1);
        var response = await api.GetAsync("/contact?" + query);
        Assert.Equal(422, response.Status);
        Assert.Empty(response.Data);
        Assert.Equal(parameter, Assert.Single(response.Refusals).Parameter);
    }

    [Fact]
    public async Task An_empty_page_is_404_with_an_envelope_and_no_errors()
    {
        api.Add(3);
        foreach (var query in new[] { "?offset=3", "?id=99", "?group=77", "?externalId=", "?email=nobody@example.com" })
        {
            var response = await api.GetAsync("/contact" + query);
            Assert.Equal(404, response.Status);
            Assert.Empty(response.Data);
            Assert.Empty(response.Errors);
            Assert.Equal(404, response.Meta.GetProperty("status").GetInt32());
        }
    }

    [Fact]
    public async Task A_contact_shows_every_field_and_its_subscriptions()
    {
        api.Account.AddContact(new SandboxContact
        {
            ExternalId = "K-1",
            Email = "zazolc@example.com",
            PhoneNumber = "+48600100200",
            FirstName = "Zażółć",
            LastName = "Gęślą \"Jaźń\"",
            CompanyName = "Łódź & Synowie",
            CreatedAt = new DateTime(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc),
            ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) { ["city"] = "Kraków", ["age"] = 41L, ["score"] = 1.50m, ["vip"] = true },
            Unsubscribed = SandboxChannels.Sms,
        });

        var response = await api.GetAsync("/contact");

        Assert.Equal(
            """
            {"id":"1","externalId":"K-1","email":"zazolc@example.com","phoneNumber":"+48600100200","firstName":"Zażółć","lastName":"Gęślą \"Jaźń\"","companyName":"Łódź & Synowie","createdAt":"2019-02-01 20:12:12","inArchive":false,"externalData":{"city":"Kraków","age":41,"score":1.50,"vip":true},"isUnsubscribeEmail":false,"isUnsubscribeSms":true,"isUnsubscribePush":false}
            """,
            Assert.Single(response.Data).GetRawText());
    }

    [Fact]
    public async Task Filters_find_by_id_externalId_phone_number_and_email_regardless_of_case()
    {
        api.Add(5);
        api.Account.AddContact(new SandboxContact { PhoneNumber = "+48600100200" });
        Assert.Equal(["3"], (await api.GetAsync("/contact?id=3")).Each("id"));
        Assert.Equal(["4"], (await api.GetAsync("/contact?externalId=K4")).Each("id"));
        Assert.Equal(["6"], (await api.GetAsync("/contact?phoneNumber=%2B48600100200")).Each("id"));
        Assert.Equal(["5"], (await api.GetAsync("/contact?email=C5@Example.COM")).Each("id"));
    }

    [Fact]
    public async Task A_shared_email_finds_all_its_contacts()
    {
        api.Add("ewa@example.com");
        api.Add("other@example.com");
        api.Add("EWA@example.com");
        Assert.Equal(["1", "3"], (await api.GetAsync("/contact?email=ewa@example.com")).Each("id"));
        Assert.Equal(["3"], (await api.GetAsync("/contact?email=ewa@example.com&offset=1")).Each("id"));
    }

    [Fact]
    public async Task All_given_filters_must_match()
    {
        api.Add(5);
        Assert.Equal(200, (await api.GetAsync("/contact?id=3&externalId=K3&email=c3@example.com&group=1")).Status);
        Assert.Equal(404, (await api.GetAsync("/contact?id=3&externalId=K4")).Status);
        Assert.Equal(404, (await api.GetAsync("/contact?id=3&group=2")).Status);
    }

    [Fact]
    public async Task A_group_lists_its_members_and_the_built_in_group_lists_all_contacts()
    {
        api.Add(3);
        api.Account.AddContact(new SandboxContact { Email = "m@example.com", Groups = [2, 3] });
        Assert.Equal(["4"], (await api.GetAsync("/contact?group=3")).Each("id"));
        Assert.Equal(["1", "2", "3", "4"], (await api.GetAsync("/contact?group=1")).Each("id"));
    }

    [Fact]
    public async Task Subscription_filters_find_both_states_and_can_be_combined()
    {
        api.Account.AddContact(new SandboxContact { Email = "a@example.com", Unsubscribed = SandboxChannels.Email });
        api.Account.AddContact(new SandboxContact { Email = "b@example.com", Unsubscribed = SandboxChannels.Email | SandboxChannels.Sms });
        api.Account.AddContact(new SandboxContact { Email = "c@example.com", Unsubscribed = SandboxChannels.Push });
        Assert.Equal(["1", "2"], (await api.GetAsync("/contact?isUnsubscribeEmail=1")).Each("id"));
        Assert.Equal(["1", "3"], (await api.GetAsync("/contact?isUnsubscribeSms=false")).Each("id"));
        Assert.Equal(["1"], (await api.GetAsync("/contact?isUnsubscribeEmail=true&isUnsubscribeSms=0&isUnsubscribePush=0")).Each("id"));
    }

    [Fact]
    public async Task Archived_and_active_contacts_are_listed_separately()
    {
        api.Add(3);
        await api.DeleteAsync("/contact", """{"id":[2]}""");
        Assert.Equal(["1", "3"], (await api.GetAsync("/contact")).Each("id"));
        Assert.Equal(["1", "3"], (await api.GetAsync("/contact?inArchive=0")).Each("id"));
        Assert.Equal(["2"], (await api.GetAsync("/contact?inArchive=1")).Each("id"));
        Assert.Equal(["True"], (await api.GetAsync("/contact?inArchive=true")).Each("inArchive"));
    }

    [Fact]
    public async Task A_change_affects_the_next_page_of_the_same_filter()
    {
        api.Add(6);
        await api.PostAsync("/contact/unsubscribe/email", """{"id":[1,2,3,4,5]}""");
        Assert.Equal(["1", "2"], (await api.GetAsync("/contact?isUnsubscribeEmail=1&limit=2")).Each("id"));
        await api.PostAsync("/contact/resubscribe/email", """{"id":[1,2]}""");
        Assert.Equal(["5"], (await api.GetAsync("/contact?isUnsubscribeEmail=1&limit=2&offset=2")).Each("id"));
        await api.PostAsync("/contact", """[{"email":"new@example.com"}]""");
        Assert.Equal(["1", "2", "6", "7"], (await api.GetAsync("/contact?isUnsubscribeEmail=0")).Each("id"));
    }

    [Fact]
    public async Task Archive_dates_find_archived_contacts_and_are_inclusive()
    {
        for (var day = 1; day <= 4; day++)
        {
            api.Account.AddContact(new SandboxContact { Email = "a@example.com", ArchivedAt = new DateTime(2025, 1, day, 0, 0, 0, DateTimeKind.Utc) });
        }

        api.Add("active@example.com");
        Assert.Equal(["2", "3"], (await api.GetAsync("/contact?archiveDateFrom=2025-01-02%2000:00:00&archiveDateTo=2025-01-03+00:00:00")).Each("id"));
        Assert.Equal(["4"], (await api.GetAsync("/contact?archiveDateFrom=2025-01-03%2000:00:01")).Each("id"));
        Assert.Equal(404, (await api.GetAsync("/contact?archiveDateFrom=2025-01-01%2000:00:00&inArchive=0")).Status);
    }

    [Fact]
    public async Task Pages_of_a_large_account_are_correct_at_any_offset()
    {
        api.Add(20_000);
        Assert.Equal(Ids(19_001, 1000), (await api.GetAsync("/contact?offset=19000&limit=1000")).Each("id"));
    }

    private static string[] Ids(int first, int count) => [.. Enumerable.Range(first, count).Select(id => $"{id}")];
}
