using ContactsPS.Client.Http;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

public sealed class ContactRulesTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(150, null)]
    [InlineData(151, "must have at most 150 characters, but has 151")]
    public void A_text_holds_at_most_150_characters(int length, string? broken) =>
        Assert.Equal(broken, ContactRules.ValidateText(new string('x', length)));

    [Theory]
    [InlineData("601234567", null)]
    [InlineData("+48601234567", null)]
    [InlineData("0", null)]
    [InlineData("123456789012345", null)]
    [InlineData("+12345678901234", null)]
    [InlineData("1234567890123456", "must have at most 15 characters, but has 16")]
    [InlineData("+123456789012345", "must have at most 15 characters, but has 16")]
    [InlineData("", "must be digits with an optional leading plus")]
    [InlineData("+", "must be digits with an optional leading plus")]
    [InlineData("++48601", "must be digits with an optional leading plus")]
    [InlineData("48+601", "must be digits with an optional leading plus")]
    [InlineData("601 234 567", null)]
    [InlineData("٦٠١٢٣٤", "must be digits with an optional leading plus")]
    [InlineData("call me, I am in the book", "must be digits with an optional leading plus")]
    public void A_phone_number_has_at_most_15_digits_and_may_start_with_a_plus(string value, string? broken) =>
        Assert.Equal(broken, ContactRules.ValidatePhoneNumber(value));

    [Theory]
    [InlineData("+48 601-234-567", "+48601234567")]
    [InlineData("(601) 234.567", "601234567")]
    [InlineData("[48]\u00a0601\t234\u2011567", "48601234567")]
    [InlineData("601\u2010234\u2013567", "601234567")]
    [InlineData("601/234", "601/234")]
    [InlineData("", "")]
    public void Characters_that_only_make_a_phone_number_readable_are_removed(string value, string expected) =>
        Assert.Equal(expected, ContactRules.NormalizePhoneNumber(value));

    [Theory]
    [MemberData(nameof(ElsewhereSegments))]
    public void A_path_segment_that_leads_elsewhere_is_refused_in_any_encoding(string value)
    {
        Assert.NotNull(ContactRules.ValidatePathSegment(value));
        Assert.Throws<ArgumentException>(() => ServicePath.Segment(value, "channel"));
    }

    [Theory]
    [InlineData("email", "email")]
    [InlineData("web push/\u00e9", "web%20push%2F%C3%A9")]
    [InlineData("...", "...")]
    [InlineData("a.b", "a.b")]
    [InlineData("100%", "100%25")]
    [InlineData("a%20b", "a%2520b")]
    [InlineData("?x#y", "%3Fx%23y")]
    public void Any_other_path_segment_is_escaped(string value, string sent) => Assert.Equal(sent, ServicePath.Segment(value, "channel"));

    [Theory]
    [InlineData("/group/%2e%2e/admin")]
    [InlineData("/group/%252e%252e/admin")]
    [InlineData("/group/%25252E./admin")]
    [InlineData("/group/.%2e")]
    [InlineData("/group/%20..%20/admin")]
    [InlineData("/group/%2f..%2fadmin")]
    [InlineData("/group/x%5c..%5cadmin")]
    [InlineData("/group/%252525252525252525252e")]
    public void A_path_that_leaves_the_base_URI_is_refused_in_any_encoding(string path) =>
        Assert.Equal("must not lead out of the base URI", ContactRules.ValidatePath(path));

    [Theory]
    [InlineData("/group/a%0d%0ab", "must not contain control characters")]
    [InlineData("/group/a%20b", null)]
    [InlineData("/group/100%25", null)]
    [InlineData("/group/...", null)]
    [InlineData("/group?name=..", null)]
    public void A_path_may_be_escaped_but_holds_no_control_characters(string path, string? rule) => Assert.Equal(rule, ContactRules.ValidatePath(path));

    public static TheoryData<string> ElsewhereSegments =>
    [
        ".", "..", " .. ", "\t..", "\u00a0.", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "%25252e", " %2e%2e ", "%20..%20", "%2e%2e%20", "../x", "x/..", "x%2f..", "..\\x", "x%5C..",
        string.Empty, " ", "%20", "%2520", "a\r\nb", "a%0ab", "a\u001bb", "a\u0085b", "a%00", "%25252525252525252e",
    ];

    [Fact]
    public void Null_is_not_a_value()
    {
        Assert.Throws<ArgumentNullException>(() => ContactRules.ValidateText(null!));
        Assert.Throws<ArgumentNullException>(() => ContactRules.ValidatePhoneNumber(null!));
        Assert.Throws<ArgumentNullException>(() => ContactRules.NormalizePhoneNumber(null!));
    }

    [Fact]
    public void An_absent_value_is_not_null()
    {
        Assert.False(default(Maybe<string?>).IsPresent);
        Assert.Throws<InvalidOperationException>(() => default(Maybe<string?>).Value);
        Assert.True(new Maybe<string?>(null).IsPresent);
        Assert.Null(new Maybe<string?>(null).Value);
        Assert.NotEqual(default, new Maybe<string?>(null));
    }

    [Fact]
    public void An_update_is_empty_until_it_has_a_field()
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
