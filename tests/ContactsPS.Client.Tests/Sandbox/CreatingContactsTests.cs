using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class CreatingContactsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task Created_contacts_are_returned_in_order_with_their_ids()
    {
        var response = await api.PostAsync("/contact", """[{"email":"b@example.com","externalId":"B"},{"phoneNumber":"600100200"}]""");
        Assert.Equal(200, response.Status);
        Assert.Equal(["1", "2"], response.Each("id"));
        Assert.Equal(["b@example.com", ""], response.Each("email"));
        Assert.Equal(2, response.Meta.GetProperty("numberOfData").GetInt32());
    }

    [Fact]
    public async Task Every_field_is_stored_as_sent()
    {
        var response = await api.PostAsync("/contact", """
            [{"externalId":"Ż-1","email":"ewa@example.com","phoneNumber":"+48600100200","firstName":"Ewa","lastName":"Żółć",
              "companyName":"Łódź","createdAt":"2019-02-01 20:12:12",
              "externalData":{"age":41,"score":1.50,"big":12345678901234567890123,"vip":true,"since":"2020-01-01","nothing":null}}]
            """);
        var contact = Assert.Single(response.Data);
        Assert.Equal("Ż-1", contact.GetProperty("externalId").GetString());
        Assert.Equal("Żółć", contact.GetProperty("lastName").GetString());
        Assert.Equal("2019-02-01 20:12:12", contact.GetProperty("createdAt").GetString());
        Assert.Equal(
            """{"age":41,"score":1.50,"big":12345678901234567890123,"vip":true,"since":"2020-01-01"}""",
            contact.GetProperty("externalData").GetRawText());
    }

    [Theory]
    [InlineData("2019-02-01", "2019-02-01 00:00:00")]
    [InlineData("2019-02-01 20:12", "2019-02-01 20:12:00")]
    [InlineData("2019-02-0120:12:12", "2019-02-01 20:12:12")]
    public async Task CreatedAt_accepts_the_date_format_of_the_vendor(string sent, string kept)
    {
        var response = await api.PostAsync("/contact", $$"""[{"email":"a@example.com","createdAt":"{{sent}}"}]""");
        Assert.Equal([kept], response.Each("createdAt"));
    }

    [Fact]
    public async Task A_contact_without_createdAt_is_created_now()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);
        await api.PostAsync("/contact", """[{"email":"a@example.com"},{"email":"b@example.com","createdAt":null}]""");
        Assert.All(api.Account.Contacts, contact => Assert.InRange(contact.CreatedAt!.Value, before, DateTime.UtcNow));
    }

    [Fact]
    public async Task Read_only_and_unknown_fields_are_ignored()
    {
        var response = await api.PostAsync("/contact", """[{"id":"77","inArchive":true,"email":"a@example.com","shoeSize":43}]""");
        Assert.Equal(["1"], response.Each("id"));
        Assert.Equal(["False"], response.Each("inArchive"));
    }

    [Theory]
    [InlineData("""{}""", "email", "")]
    [InlineData("""{"email":null,"phoneNumber":null}""", "email", "")]
    [InlineData("""{"email":"not an address"}""", "email", "not an address")]
    [InlineData("""{"email":"a@@example.com"}""", "email", "a@@example.com")]
    [InlineData("""{"email":"a@localhost"}""", "email", "a@localhost")]
    [InlineData("""{"email":"a@example."}""", "email", "a@example.")]
    [InlineData("""{"email":""}""", "email", "")]
    [InlineData("""{"email":7}""", "email", "7")]
    [InlineData("""{"phoneNumber":"600 100 200"}""", "phoneNumber", "600 100 200")]
    [InlineData("""{"phoneNumber":"+"}""", "phoneNumber", "+")]
    [InlineData("""{"phoneNumber":"1234567890123456"}""", "phoneNumber", "1234567890123456")]
    [InlineData("""{"email":"a@example.com","externalId":""}""", "externalId", "")]
    [InlineData("""{"email":"a@example.com","createdAt":"01.02.2019"}""", "createdAt", "01.02.2019")]
    [InlineData("""{"email":"a@example.com","createdAt":"2019-13-45"}""", "createdAt", "2019-13-45")]
    [InlineData("""{"email":"a@example.com","createdAt":1549051932}""", "createdAt", "1549051932")]
    [InlineData("""{"email":"a@example.com","externalData":["x"]}""", "externalData", """["x"]""")]
    [InlineData("""{"email":"a@example.com","externalData":{"tags":["x"]}}""", "externalData", """["x"]""")]
    [InlineData("""{"email":"a@example.com","addToGroup":[2,99]}""", "addToGroup", "99")]
    [InlineData("""{"email":"a@example.com","addToGroup":["2"]}""", "addToGroup", "2")]
    [InlineData("""{"email":"a@example.com","addToGroup":2}""", "addToGroup", "2")]
    [InlineData("\"text\"", "", "text")]
    public async Task An_item_that_breaks_a_rule_is_refused_with_the_field_and_its_value(string item, string parameter, string value)
    {
        var response = await api.PostAsync("/contact", $"[{item}]");
        Assert.Equal(422, response.Status);
        Assert.Empty(response.Data);
        Assert.Equal((parameter, value, SourceOf(item)), Assert.Single(response.Refusals));
        var error = Assert.Single(response.Errors);
        Assert.StartsWith("E-1-0", error.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.GetProperty("title").GetString()!);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Empty(api.Account.Contacts);

        static string SourceOf(string item) => item.Contains("externalId\":\"K", StringComparison.Ordinal) ? "K" : "";
    }

    [Theory]
    [InlineData("externalId")]
    [InlineData("firstName")]
    [InlineData("lastName")]
    [InlineData("companyName")]
    public async Task A_text_of_150_characters_is_accepted_and_one_of_151_is_not(string field)
    {
        Assert.Equal(200, (await Post(150)).Status);
        var response = await Post(151);
        Assert.Equal(422, response.Status);
        Assert.Equal(field, Assert.Single(response.Refusals).Parameter);

        Task<SandboxResponse> Post(int length) =>
            api.PostAsync("/contact", $$"""[{"email":"a@example.com","{{field}}":"{{new string('ż', length)}}"}]""");
    }

    [Fact]
    public async Task A_partly_refused_request_is_207_and_each_error_identifies_its_item()
    {
        var response = await api.PostAsync("/contact", """
            [{"externalId":"K1","email":"a@example.com"},{"externalId":"K2"},{"externalId":"K3","email":"bad"},{"externalId":"K4","phoneNumber":"600100200"}]
            """);
        Assert.Equal(207, response.Status);
        Assert.Equal(["K1", "K4"], response.Each("externalId"));
        Assert.Equal([("email", "", "K2"), ("email", "bad", "K3")], response.Refusals);
        Assert.Equal(2, response.Meta.GetProperty("numberOfErrors").GetInt32());
        Assert.Equal(207, response.Meta.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_externalId_of_an_active_contact_is_refused_also_within_one_request()
    {
        api.Add("a@example.com", "K1");
        var response = await api.PostAsync("/contact", """[{"externalId":"K1","email":"b@example.com"},{"externalId":"K2","email":"c@example.com"},{"externalId":"K2","email":"d@example.com"}]""");
        Assert.Equal(207, response.Status);
        Assert.Equal(["c@example.com"], response.Each("email"));
        Assert.Equal([("externalId", "K1", "K1"), ("externalId", "K2", "K2")], response.Refusals);
    }

    [Fact]
    public async Task The_externalId_of_an_archived_contact_can_be_used_again()
    {
        api.Add("a@example.com", "K1");
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        Assert.Equal(200, (await api.PostAsync("/contact", """[{"externalId":"K1","email":"b@example.com"}]""")).Status);
        Assert.Equal(["2"], (await api.GetAsync("/contact?externalId=K1")).Each("id"));
    }

    [Fact]
    public async Task Several_contacts_may_share_an_email_and_a_phone_number()
    {
        const string Item = """{"email":"a@example.com","phoneNumber":"600100200"}""";
        Assert.Equal(200, (await api.PostAsync("/contact", $"[{Item},{Item}]")).Status);
    }

    [Fact]
    public async Task AddToGroup_adds_the_new_contact_to_groups()
    {
        await api.PostAsync("/contact", """[{"email":"a@example.com","addToGroup":[2,3,1]}]""");
        Assert.Equal(["1"], (await api.GetAsync("/contact?group=3")).Each("id"));
        Assert.Equal(["1", "2", "3"], (await api.GetAsync("/contact/1/group")).Each("id"));
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[{")]
    [InlineData("")]
    public async Task A_body_that_is_not_an_array_with_items_is_refused(string body)
    {
        var response = await api.PostAsync("/contact", body);
        Assert.Equal(400, response.Status);
        Assert.Single(response.Errors);
        Assert.Empty(api.Account.Contacts);
    }

    [Fact]
    public async Task A_batch_above_the_limit_is_413_and_the_message_names_the_limit()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { MaximumBatchSize = 2 });
        const string Item = """{"email":"a@example.com"}""";
        var response = await sandbox.PostAsync("/contact", $"[{Item},{Item},{Item}]");
        Assert.Equal(413, response.Status);
        Assert.Contains(" 2 ", Assert.Single(response.Errors).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Account.Contacts);
        Assert.Equal(200, (await sandbox.PostAsync("/contact", $"[{Item},{Item}]")).Status);
        Assert.Equal(413, (await sandbox.DeleteAsync("/contact", """{"id":[1,2,3]}""")).Status);
    }

    [Fact]
    public async Task Responses_without_items_still_apply_the_changes_and_list_only_the_errors()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { Alternatives = [SandboxAlternative.NoItem] });
        var created = await sandbox.PostAsync("/contact", """[{"email":"a@example.com"}]""");
        var mixed = await sandbox.PostAsync("/contact", """[{"email":"b@example.com"},{"email":"bad"}]""");
        var changed = await sandbox.PutAsync("/contact", """[{"id":1,"data":{"firstName":"Ewa"}}]""");
        Assert.Equal((200, 207, 200), (created.Status, mixed.Status, changed.Status));
        Assert.Empty(created.Data);
        Assert.Empty(mixed.Data);
        Assert.Single(mixed.Errors);
        Assert.Equal(0, created.Meta.GetProperty("numberOfData").GetInt32());
        Assert.Equal(["a@example.com", "b@example.com"], sandbox.Account.Contacts.Select(contact => contact.Email).ToArray());
    }

    [Fact]
    public async Task Duplicate_externalIds_are_accepted_if_the_option_allows_them()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { Alternatives = [SandboxAlternative.DuplicateExternalIdAllowed] });
        Assert.Equal(200, (await sandbox.PostAsync("/contact", """[{"externalId":"K","email":"a@example.com"},{"externalId":"K","email":"b@example.com"}]""")).Status);
        Assert.Equal(["1", "2"], (await sandbox.GetAsync("/contact?externalId=K")).Each("id"));
    }

    [Fact]
    public void AddContact_applies_the_rules_of_the_API()
    {
        Assert.Throws<ArgumentException>(() => api.Account.AddContact(new SandboxContact { FirstName = "Ewa" }));
        Assert.Throws<ArgumentException>(() => api.Account.AddContact(new SandboxContact { Email = "a@example.com", Groups = [99] }));
    }
}
