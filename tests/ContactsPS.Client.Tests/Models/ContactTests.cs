using ContactsPS.Client.Models;
using Xunit;

namespace ContactsPS.Client.Tests.Models;

public sealed class ContactTests
{
    [Theory]
    [InlineData("ewa@Example.COM", "example.com")]
    [InlineData("\"a@b\"@example.com", "example.com")]
    [InlineData("ewa@", null)]
    [InlineData("ewa", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_domain_is_the_text_after_the_last_at_sign(string? email, string? domain) =>
        Assert.Equal(domain, new Contact(email: email).Domain);

    [Theory]
    [InlineData(true, false)]
    [InlineData(1L, false)]
    [InlineData("1", false)]
    [InlineData(false, true)]
    [InlineData(0L, true)]
    [InlineData("0", true)]
    [InlineData(null, null)]
    [InlineData("perhaps", null)]
    public void A_subscription_is_known_only_if_the_service_states_it_clearly(object? flag, bool? isSubscribed)
    {
        var contact = new Contact(additionalProperties: new Dictionary<string, object?>(StringComparer.Ordinal) { ["isUnsubscribeSms"] = flag });
        Assert.Equal((null, isSubscribed, null), (contact.IsSubscribedToEmail, contact.IsSubscribedToSms, contact.IsSubscribedToPush));
    }

    [Fact]
    public void Contacts_are_equal_if_all_their_properties_are_equal()
    {
        Assert.Equal(Ewa("Gdynia", 1), Ewa("Gdynia", 1));
        Assert.Equal(Ewa("Gdynia", 1).GetHashCode(), Ewa("Gdynia", 1).GetHashCode());
        Assert.NotEqual(Ewa("Gdynia", 1), Ewa("Sopot", 1));
        Assert.NotEqual(Ewa("Gdynia", 1), Ewa("Gdynia", 2));
        Assert.NotEqual(new Contact(id: 1, email: "a@example.com"), new Contact(id: 1, email: "A@example.com"));
    }

    private static Contact Ewa(string city, object score) => new(
        id: 1,
        email: "ewa@example.com",
        externalData: new Dictionary<string, object?>(StringComparer.Ordinal) { ["City"] = city },
        additionalProperties: new Dictionary<string, object?>(StringComparer.Ordinal) { ["scores"] = new object?[] { score, null } });
}
