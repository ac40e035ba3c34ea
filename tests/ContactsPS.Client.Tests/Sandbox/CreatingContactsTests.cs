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
    public async Task Created_contacts_come_back_in_order_with_their_ids()
    {
        var answer = await api.PostAsync("/contact", """[{"email":"b@example.com","externalId":"B"},{"phoneNumber":"600100200"}]""");
        Assert.Equal(200, answer.Status);
        Assert.Equal(["1", "2"], answer.Each("id"));
        Assert.Equal(["b@example.com", ""], answer.Each("email"));
        Assert.Equal(2, answer.Meta.GetProperty("numberOfData").GetInt32());
    }

    [Fact]
    public async Task Every_field_is_kept_as_sent()
    {
        var answer = await api.PostAsync("/contact", """
            [{"externalId":"Ż-1","email":"ewa@example.com","phoneNumber":"+48600100200","firstName":"Ewa","lastName":"Żółć",
              "companyName":"Łódź","createdAt":"2019-02-01 20:12:12",
              "externalData":{"age":41,"score":1.50,"big":12345678901234567890123,"vip":true,"since":"2020-01-01","nothing":null}}]
            """);
        var contact = Assert.Single(answer.Data);
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
    public async Task CreatedAt_takes_what_the_vendors_pattern_takes(string sent, string kept)
    {
        var answer = await api.PostAsync("/contact", $$"""[{"email":"a@example.com","createdAt":"{{sent}}"}]""");
        Assert.Equal([kept], answer.Each("createdAt"));
    }

    [Fact]
    public async Task A_contact_without_createdAt_is_created_now()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);
        await api.PostAsync("/contact", """[{"email":"a@example.com"},{"email":"b@example.com","createdAt":null}]""");
        Assert.All(api.Account.Contacts, contact => Assert.InRange(contact.CreatedAt!.Value, before, DateTime.UtcNow));
    }

    [Fact]
    public async Task What_is_read_only_or_unknown_is_ignored()
    {
        var answer = await api.PostAsync("/contact", """[{"id":"77","inArchive":true,"email":"a@example.com","shoeSize":43}]""");
        Assert.Equal(["1"], answer.Each("id"));
        Assert.Equal(["False"], answer.Each("inArchive"));
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
        var answer = await api.PostAsync("/contact", $"[{item}]");
        Assert.Equal(422, answer.Status);
        Assert.Empty(answer.Data);
        Assert.Equal((parameter, value, SourceOf(item)), Assert.Single(answer.Refusals));
        var error = Assert.Single(answer.Errors);
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
    public async Task A_text_of_150_characters_is_taken_and_one_of_151_is_not(string field)
    {
        Assert.Equal(200, (await Post(150)).Status);
        var answer = await Post(151);
        Assert.Equal(422, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Refusals).Parameter);

        Task<SandboxAnswer> Post(int length) =>
            api.PostAsync("/contact", $$"""[{"email":"a@example.com","{{field}}":"{{new string('ż', length)}}"}]""");
    }

    [Fact]
    public async Task Some_refused_and_some_created_is_207_and_each_refusal_names_its_item()
    {
        var answer = await api.PostAsync("/contact", """
            [{"externalId":"K1","email":"a@example.com"},{"externalId":"K2"},{"externalId":"K3","email":"bad"},{"externalId":"K4","phoneNumber":"600100200"}]
            """);
        Assert.Equal(207, answer.Status);
        Assert.Equal(["K1", "K4"], answer.Each("externalId"));
        Assert.Equal([("email", "", "K2"), ("email", "bad", "K3")], answer.Refusals);
        Assert.Equal(2, answer.Meta.GetProperty("numberOfErrors").GetInt32());
        Assert.Equal(207, answer.Meta.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task An_externalId_that_an_active_contact_has_is_refused_also_within_one_request()
    {
        api.Add("a@example.com", "K1");
        var answer = await api.PostAsync("/contact", """[{"externalId":"K1","email":"b@example.com"},{"externalId":"K2","email":"c@example.com"},{"externalId":"K2","email":"d@example.com"}]""");
        Assert.Equal(207, answer.Status);
        Assert.Equal(["c@example.com"], answer.Each("email"));
        Assert.Equal([("externalId", "K1", "K1"), ("externalId", "K2", "K2")], answer.Refusals);
    }

    [Fact]
    public async Task An_externalId_in_the_archive_is_free_again()
    {
        api.Add("a@example.com", "K1");
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        Assert.Equal(200, (await api.PostAsync("/contact", """[{"externalId":"K1","email":"b@example.com"}]""")).Status);
        Assert.Equal(["2"], (await api.GetAsync("/contact?externalId=K1")).Each("id"));
    }

    [Fact]
    public async Task An_email_and_a_phone_number_may_be_shared()
    {
        const string Item = """{"email":"a@example.com","phoneNumber":"600100200"}""";
        Assert.Equal(200, (await api.PostAsync("/contact", $"[{Item},{Item}]")).Status);
    }

    [Fact]
    public async Task AddToGroup_puts_the_new_contact_into_groups()
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
    public async Task A_body_that_is_no_array_with_items_refuses_the_request(string body)
    {
        var answer = await api.PostAsync("/contact", body);
        Assert.Equal(400, answer.Status);
        Assert.Single(answer.Errors);
        Assert.Empty(api.Account.Contacts);
    }

    [Fact]
    public async Task More_items_than_a_batch_may_hold_is_413_and_the_message_names_the_limit()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { MaximumBatchSize = 2 });
        const string Item = """{"email":"a@example.com"}""";
        var answer = await sandbox.PostAsync("/contact", $"[{Item},{Item},{Item}]");
        Assert.Equal(413, answer.Status);
        Assert.Contains(" 2 ", Assert.Single(answer.Errors).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Account.Contacts);
        Assert.Equal(200, (await sandbox.PostAsync("/contact", $"[{Item},{Item}]")).Status);
        Assert.Equal(413, (await sandbox.DeleteAsync("/contact", """{"id":[1,2,3]}""")).Status);
    }

    [Fact]
    public async Task Answers_without_items_do_the_work_and_say_only_what_was_refused()
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
    public async Task Duplicate_externalIds_are_accepted_where_the_option_says_so()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { Alternatives = [SandboxAlternative.DuplicateExternalIdAllowed] });
        Assert.Equal(200, (await sandbox.PostAsync("/contact", """[{"externalId":"K","email":"a@example.com"},{"externalId":"K","email":"b@example.com"}]""")).Status);
        Assert.Equal(["1", "2"], (await sandbox.GetAsync("/contact?externalId=K")).Each("id"));
    }

    [Fact]
    public void AddContact_keeps_the_rules_of_the_API()
    {
        Assert.Throws<ArgumentException>(() => api.Account.AddContact(new SandboxContact { FirstName = "Ewa" }));
        Assert.Throws<ArgumentException>(() => api.Account.AddContact(new SandboxContact { Email = "a@example.com", Groups = [99] }));
    }
}
