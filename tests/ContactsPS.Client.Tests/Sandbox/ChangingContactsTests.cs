using ContactsPS.Sandbox.Account;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class ChangingContactsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public ChangingContactsTests()
    {
        api.Account.AddContact(new SandboxContact
        {
            ExternalId = "K1",
            Email = "a@example.com",
            FirstName = "Ewa",
            LastName = "Nowak",
            CreatedAt = new DateTime(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc),
            ExternalData = new Dictionary<string, object>(StringComparer.Ordinal) { ["city"] = "Kraków", ["age"] = 41L },
        });
        api.Add("b@example.com", "K2");
    }

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task A_field_left_out_is_kept_and_null_clears()
    {
        var answer = await api.PutAsync("/contact", """[{"id":1,"data":{"lastName":null,"companyName":"Łódź","createdAt":null}}]""");
        Assert.Equal(200, answer.Status);
        var contact = Assert.Single(answer.Data);
        Assert.Equal("Ewa", contact.GetProperty("firstName").GetString());
        Assert.Null(contact.GetProperty("lastName").GetString());
        Assert.Equal("Łódź", contact.GetProperty("companyName").GetString());
        Assert.Null(contact.GetProperty("createdAt").GetString());
    }

    [Theory]
    [InlineData("\"id\":1")]
    [InlineData("\"id\":\"1\"")]
    [InlineData("\"externalId\":\"K1\"")]
    [InlineData("\"id\":null,\"externalId\":\"K1\"")]
    public async Task A_contact_is_named_by_id_as_number_or_string_or_by_externalId(string address)
    {
        var answer = await api.PutAsync("/contact", $$$"""[{{{{address}}},"data":{"firstName":"Anna"}}]""");
        Assert.Equal(["1"], answer.Each("id"));
        Assert.Equal(["Anna"], answer.Each("firstName"));
    }

    [Fact]
    public async Task ExternalData_is_merged_by_name_and_null_removes_a_name()
    {
        var answer = await api.PutAsync("/contact", """[{"id":1,"data":{"externalData":{"city":null,"age":42,"vip":true}}}]""");
        Assert.Equal("""{"age":42,"vip":true}""", Assert.Single(answer.Data).GetProperty("externalData").GetRawText());
        answer = await api.PutAsync("/contact", """[{"id":1,"data":{"externalData":null}}]""");
        Assert.Equal("{}", Assert.Single(answer.Data).GetProperty("externalData").GetRawText());
    }

    [Fact]
    public async Task A_new_externalId_and_a_new_email_are_found_and_the_old_ones_are_not()
    {
        await api.PutAsync("/contact", """[{"externalId":"K1","data":{"externalId":"N1","email":"new@example.com"}}]""");
        Assert.Equal(["1"], (await api.GetAsync("/contact?externalId=N1")).Each("id"));
        Assert.Equal(["1"], (await api.GetAsync("/contact?email=new@example.com")).Each("id"));
        Assert.Equal(404, (await api.GetAsync("/contact?externalId=K1")).Status);
        Assert.Equal(404, (await api.GetAsync("/contact?email=a@example.com")).Status);
    }

    [Fact]
    public async Task An_externalId_that_another_contact_has_is_refused_and_its_own_is_not()
    {
        var answer = await api.PutAsync("/contact", """[{"id":1,"data":{"externalId":"K2"}},{"id":2,"data":{"externalId":"K2"}}]""");
        Assert.Equal(207, answer.Status);
        Assert.Equal([("externalId", "K2", "1")], answer.Refusals);
        Assert.Equal(["2"], answer.Each("id"));
    }

    [Theory]
    [InlineData("\"id\":99", "id", "99")]
    [InlineData("\"id\":\"abc\"", "id", "abc")]
    [InlineData("\"externalId\":\"none\"", "externalId", "none")]
    public async Task An_unknown_contact_is_an_error_item_named_as_it_was_asked_for(string address, string parameter, string value)
    {
        var answer = await api.PutAsync("/contact", $$$"""[{{{{address}}},"data":{"firstName":"Anna"}}]""");
        Assert.Equal(422, answer.Status);
        Assert.Equal([(parameter, value, value)], answer.Refusals);
    }

    [Theory]
    [InlineData("""{"email":null}""", "email", "")]
    [InlineData("""{"email":"bad"}""", "email", "bad")]
    [InlineData("""{"phoneNumber":"12-34"}""", "phoneNumber", "12-34")]
    [InlineData("""{"createdAt":"soon"}""", "createdAt", "soon")]
    [InlineData("""{"externalData":{"x":{}}}""", "externalData", "{}")]
    public async Task What_the_contact_would_become_must_keep_the_rules_and_a_refused_one_is_unchanged(string data, string parameter, string value)
    {
        var before = api.Account.Contacts[0];
        var answer = await api.PutAsync("/contact", $$"""[{"externalId":"K1","data":{{data}}}]""");
        Assert.Equal(422, answer.Status);
        Assert.Equal([(parameter, value, "K1")], answer.Refusals);
        Assert.Equal(before, api.Account.Contacts[0]);
    }

    [Fact]
    public async Task An_email_may_go_when_a_phone_number_comes()
    {
        var answer = await api.PutAsync("/contact", """[{"id":1,"data":{"email":null,"phoneNumber":"600100200"}}]""");
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("""{"id":1}""", "data")]
    [InlineData("""{"id":1,"data":[]}""", "data")]
    [InlineData("""{"data":{"firstName":"Anna"}}""", "id")]
    [InlineData("7", "")]
    public async Task An_item_without_address_or_data_is_refused(string item, string parameter)
    {
        var answer = await api.PutAsync("/contact", $"[{item}]");
        Assert.Equal(422, answer.Status);
        Assert.Equal(parameter, Assert.Single(answer.Refusals).Parameter);
    }

    [Fact]
    public async Task An_archived_contact_is_unknown_to_a_change()
    {
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        var answer = await api.PutAsync("/contact", """[{"id":1,"data":{"firstName":"Anna"}},{"externalId":"K1","data":{"firstName":"Anna"}}]""");
        Assert.Equal(422, answer.Status);
        Assert.Equal([("id", "1", "1"), ("externalId", "K1", "K1")], answer.Refusals);
    }
}
