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
    public async Task A_missing_field_is_kept_and_null_clears_a_field()
    {
        var response = await api.PutAsync("/contact", """[{"id":1,"data":{"lastName":null,"companyName":"Łódź","createdAt":null}}]""");
        Assert.Equal(200, response.Status);
        var contact = Assert.Single(response.Data);
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
    public async Task A_contact_is_identified_by_id_as_number_or_text_or_by_externalId(string address)
    {
        var response = await api.PutAsync("/contact", $$$"""[{{{{address}}},"data":{"firstName":"Anna"}}]""");
        Assert.Equal(["1"], response.Each("id"));
        Assert.Equal(["Anna"], response.Each("firstName"));
    }

    [Fact]
    public async Task ExternalData_is_merged_by_name_and_null_removes_a_name()
    {
        var response = await api.PutAsync("/contact", """[{"id":1,"data":{"externalData":{"city":null,"age":42,"vip":true}}}]""");
        Assert.Equal("""{"age":42,"vip":true}""", Assert.Single(response.Data).GetProperty("externalData").GetRawText());
        response = await api.PutAsync("/contact", """[{"id":1,"data":{"externalData":null}}]""");
        Assert.Equal("{}", Assert.Single(response.Data).GetProperty("externalData").GetRawText());
    }

    [Fact]
    public async Task A_contact_is_found_by_its_new_externalId_and_email_and_not_by_the_old_ones()
    {
        await api.PutAsync("/contact", """[{"externalId":"K1","data":{"externalId":"N1","email":"new@example.com"}}]""");
        Assert.Equal(["1"], (await api.GetAsync("/contact?externalId=N1")).Each("id"));
        Assert.Equal(["1"], (await api.GetAsync("/contact?email=new@example.com")).Each("id"));
        Assert.Equal(404, (await api.GetAsync("/contact?externalId=K1")).Status);
        Assert.Equal(404, (await api.GetAsync("/contact?email=a@example.com")).Status);
    }

    [Fact]
    public async Task The_externalId_of_another_contact_is_refused_and_the_contacts_own_is_not()
    {
        var response = await api.PutAsync("/contact", """[{"id":1,"data":{"externalId":"K2"}},{"id":2,"data":{"externalId":"K2"}}]""");
        Assert.Equal(207, response.Status);
        Assert.Equal([("externalId", "K2", "1")], response.Refusals);
        Assert.Equal(["2"], response.Each("id"));
    }

    [Theory]
    [InlineData("\"id\":99", "id", "99")]
    [InlineData("\"id\":\"abc\"", "id", "abc")]
    [InlineData("\"externalId\":\"none\"", "externalId", "none")]
    public async Task An_unknown_contact_is_an_error_item_named_as_in_the_request(string address, string parameter, string value)
    {
        var response = await api.PutAsync("/contact", $$$"""[{{{{address}}},"data":{"firstName":"Anna"}}]""");
        Assert.Equal(422, response.Status);
        Assert.Equal([(parameter, value, value)], response.Refusals);
    }

    [Theory]
    [InlineData("""{"email":null}""", "email", "")]
    [InlineData("""{"email":"bad"}""", "email", "bad")]
    [InlineData("""{"phoneNumber":"12-34"}""", "phoneNumber", "12-34")]
    [InlineData("""{"createdAt":"soon"}""", "createdAt", "soon")]
    [InlineData("""{"externalData":{"x":{}}}""", "externalData", "{}")]
    public async Task A_change_that_would_break_a_rule_is_refused_and_changes_nothing(string data, string parameter, string value)
    {
        var before = api.Account.Contacts[0];
        var response = await api.PutAsync("/contact", $$"""[{"externalId":"K1","data":{{data}}}]""");
        Assert.Equal(422, response.Status);
        Assert.Equal([(parameter, value, "K1")], response.Refusals);
        Assert.Equal(before, api.Account.Contacts[0]);
    }

    [Fact]
    public async Task An_email_may_be_cleared_if_a_phone_number_is_set()
    {
        var response = await api.PutAsync("/contact", """[{"id":1,"data":{"email":null,"phoneNumber":"600100200"}}]""");
        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("""{"id":1}""", "data")]
    [InlineData("""{"id":1,"data":[]}""", "data")]
    [InlineData("""{"data":{"firstName":"Anna"}}""", "id")]
    [InlineData("7", "")]
    public async Task An_item_without_id_or_data_is_refused(string item, string parameter)
    {
        var response = await api.PutAsync("/contact", $"[{item}]");
        Assert.Equal(422, response.Status);
        Assert.Equal(parameter, Assert.Single(response.Refusals).Parameter);
    }

    [Fact]
    public async Task An_archived_contact_cannot_be_changed()
    {
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        var response = await api.PutAsync("/contact", """[{"id":1,"data":{"firstName":"Anna"}},{"externalId":"K1","data":{"firstName":"Anna"}}]""");
        Assert.Equal(422, response.Status);
        Assert.Equal([("id", "1", "1"), ("externalId", "K1", "K1")], response.Refusals);
    }
}
