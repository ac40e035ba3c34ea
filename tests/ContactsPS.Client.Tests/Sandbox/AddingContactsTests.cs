using ContactsPS.Sandbox.Account;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class AddingContactsTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void Fields_are_set_by_their_JSON_names()
    {
        Assert.Null(api.Account.TryAddContact(Fields(("email", "a@example.com"), ("createdAt", "2019-02-01 20:12:12")), new SandboxContact { Unsubscribed = SandboxChannels.Sms, Groups = [3] }));
        var contact = Assert.Single(api.Account.Contacts);
        Assert.Equal(("a@example.com", new DateTime(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc), SandboxChannels.Sms), (contact.Email, contact.CreatedAt, contact.Unsubscribed));
        Assert.Equal([3], contact.Groups);
    }

    [Theory]
    [InlineData("email", "bad", 0)]
    [InlineData("createdAt", "soon", 0)]
    [InlineData("firstName", "Ewa", 0)]
    [InlineData("email", "a@example.com", 99)]
    public void A_contact_that_the_API_would_refuse_is_not_added_and_the_error_says_why(string field, string value, long group)
    {
        Assert.EndsWith(".", api.Account.TryAddContact(Fields((field, value)), new SandboxContact { Groups = group > 0 ? [group] : [] }), StringComparison.Ordinal);
        Assert.Empty(api.Account.Contacts);
    }

    [Fact]
    public void An_unknown_field_is_an_argument_error() =>
        Assert.Throws<ArgumentException>(() => api.Account.TryAddContact(Fields(("Email", "a@example.com")), new SandboxContact()));

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
