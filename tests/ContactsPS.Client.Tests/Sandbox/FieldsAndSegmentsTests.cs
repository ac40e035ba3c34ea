using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class FieldsAndSegmentsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task Without_additional_data_there_are_no_fields()
    {
        api.Add(1);
        Assert.Equal(404, (await api.GetAsync("/contact/field")).Status);
    }

    [Fact]
    public async Task Every_name_used_in_additional_data_is_a_field_with_its_type()
    {
        await api.PostAsync("/contact", """[{"email":"a@example.com","externalData":{"city":"Kraków","age":41}}]""");
        await api.PutAsync("/contact", """[{"id":1,"data":{"externalData":{"city":null,"vip":false,"since":"2020-01-01","seen":"2020-01-01 12:00:00"}}}]""");
        var response = await api.GetAsync("/contact/field");
        Assert.Equal(["1", "2", "3", "4", "5"], response.Each("id"));
        Assert.Equal(["city", "age", "vip", "since", "seen"], response.Each("name"));
        Assert.Equal(["string", "number", "bool", "date", "date"], response.Each("type"));
        Assert.Equal(["vip"], (await api.GetAsync("/contact/field?limit=1&offset=2")).Each("name"));
        Assert.Equal(422, (await api.GetAsync("/contact/field?limit=1001")).Status);
    }

    [Fact]
    public async Task Segments_have_names_in_the_list_and_an_up_to_date_count_individually()
    {
        api.Account.AddContact(new SandboxContact { Email = "a@example.com", FirstName = "Ewa" });
        api.Account.AddContact(new SandboxContact { Email = "b@example.com", PhoneNumber = "600100200", Unsubscribed = SandboxChannels.Email });
        api.Account.AddContact(new SandboxContact { Email = "c@example.com", ArchivedAt = DateTime.UtcNow });

        var list = await api.GetAsync("/contact/segment");
        Assert.Equal(["Reachable by e-mail", "Reachable by SMS", "Unsubscribed from e-mail", "Without a name"], list.Each("name"));
        Assert.False(list.Data[0].TryGetProperty("count", out _));
        foreach (var id in new[] { "1", "2", "3", "4" })
        {
            Assert.Equal(["1"], (await api.GetAsync($"/contact/segment/{id}")).Each("count"));
        }

        await api.PutAsync("/contact", """[{"id":1,"data":{"firstName":null}}]""");
        Assert.Equal(["2"], (await api.GetAsync("/contact/segment/4")).Each("count"));
    }

    [Fact]
    public async Task An_unknown_segment_is_404_with_an_error_item()
    {
        var response = await api.GetAsync("/contact/segment/99");
        Assert.Equal(404, response.Status);
        Assert.Equal([("id", "99", "99")], response.Refusals);
    }

    [Fact]
    public async Task A_slow_segment_is_202_first_and_200_when_requested_again()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { Alternatives = [SandboxAlternative.SlowSegment] });
        for (var round = 0; round < 2; round++)
        {
            var first = await sandbox.GetAsync("/contact/segment/1");
            Assert.Equal(202, first.Status);
            Assert.Empty(first.Data);
            Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.RetryAfter?.Delta);
            Assert.True(first.ContentHeaders.Expires > DateTimeOffset.UtcNow);
            Assert.Equal(["0"], (await sandbox.GetAsync("/contact/segment/1")).Each("count"));
        }

        Assert.Equal(200, (await sandbox.GetAsync("/contact/segment")).Status);
    }
}
