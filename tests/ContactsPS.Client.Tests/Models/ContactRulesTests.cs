using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

public sealed class ContactRulesTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(150, null)]
    [InlineData(151, "may hold at most 150 characters, this has 151")]
    public void A_text_holds_150_characters(int length, string? broken) =>
        Assert.Equal(broken, ContactRules.ValidateText(new string('x', length)));

    [Theory]
    [InlineData("601234567", null)]
    [InlineData("+48601234567", null)]
    [InlineData("0", null)]
    [InlineData("123456789012345", null)]
    [InlineData("+12345678901234", null)]
    [InlineData("1234567890123456", "may hold at most 15 characters, this has 16")]
    [InlineData("+123456789012345", "may hold at most 15 characters, this has 16")]
    [InlineData("", "must be digits with an optional leading plus")]
    [InlineData("+", "must be digits with an optional leading plus")]
    [InlineData("++48601", "must be digits with an optional leading plus")]
    [InlineData("48+601", "must be digits with an optional leading plus")]
    [InlineData("601 234 567", "must be digits with an optional leading plus")]
    [InlineData("٦٠١٢٣٤", "must be digits with an optional leading plus")]
    [InlineData("call me, I am in the book", "must be digits with an optional leading plus")]
    public void A_phone_number_is_15_digits_at_most_with_a_leading_plus(string value, string? broken) =>
        Assert.Equal(broken, ContactRules.ValidatePhoneNumber(value));

    [Theory]
    [InlineData("+48 601-234-567", "+48601234567")]
    [InlineData("(601) 234.567", "601234567")]
    [InlineData("[48]\u00a0601\t234\u2011567", "48601234567")]
    [InlineData("601\u2010234\u2013567", "601234567")]
    [InlineData("601/234", "601/234")]
    [InlineData("", "")]
    public void What_people_put_into_a_number_for_reading_is_taken_out(string value, string expected) =>
        Assert.Equal(expected, ContactRules.NormalizePhoneNumber(value));

    [Fact]
    public void Null_is_no_value()
    {
        Assert.Throws<ArgumentNullException>(() => ContactRules.ValidateText(null!));
        Assert.Throws<ArgumentNullException>(() => ContactRules.ValidatePhoneNumber(null!));
        Assert.Throws<ArgumentNullException>(() => ContactRules.NormalizePhoneNumber(null!));
    }

    [Fact]
    public void A_value_that_is_absent_is_not_null()
    {
        Assert.False(default(Maybe<string?>).IsPresent);
        Assert.Throws<InvalidOperationException>(() => default(Maybe<string?>).Value);
        Assert.True(new Maybe<string?>(null).IsPresent);
        Assert.Null(new Maybe<string?>(null).Value);
        Assert.NotEqual(default, new Maybe<string?>(null));
    }

    [Fact]
    public void An_update_is_empty_until_it_holds_a_field()
    {
        Assert.True(new ContactUpdate { Id = 1, ExternalId = "A" }.IsEmpty);
        ContactUpdate[] filled =
        [
            new() { Email = new(null) },
            new() { PhoneNumber = new(null) },
            new() { NewExternalId = new(null) },
            new() { FirstName = new(null) },
            new() { LastName = new(null) },
            new() { CompanyName = new(null) },
            new() { CreatedAt = new(null) },
            new() { ExternalData = new(null) },
        ];
        Assert.All(filled, update => Assert.False(update.IsEmpty));
    }
}
