using ContactsPS.Client.Models;
using Xunit;

namespace ContactsPS.Client.Tests.Models;

/// <summary>The table of standard fields.</summary>
public sealed class StandardFieldTests
{
    private static readonly DateTime Date = new(2024, 2, 1, 10, 30, 0, DateTimeKind.Utc);

    private static readonly Contact Ann = new(7, "C-1", "ann@example.com", "+48601234567", "Ann", "Bell", "Acme", Date);

    [Fact]
    public void The_table_has_the_fields_of_a_contact_in_order()
    {
        string[] expected = ["ExternalId", "Email", "PhoneNumber", "FirstName", "LastName", "CompanyName", "CreatedAt"];
        Assert.Equal(expected, StandardField.All.Select(field => field.Name));
        Assert.Equal(expected, typeof(Contact).GetProperties().Select(property => property.Name).Intersect(expected, StringComparer.Ordinal));
        Assert.Equal(StandardField.All, StandardField.All.Select(field => StandardField.OfJsonName(field.JsonName)));
        Assert.Equal(["externalId", "email", "phoneNumber"], StandardField.All.Where(field => field.IsAddress).Select(field => field.JsonName));
        Assert.Equal([StandardField.CreatedAt], StandardField.All.Where(field => field.IsDate));
        Assert.Null(StandardField.OfJsonName("Email"));
    }

    [Fact]
    public void Each_model_has_a_property_for_each_field()
    {
        Assert.All(StandardField.All, field =>
        {
            Assert.Equal(typeof(Contact).GetProperty(field.Name)!.GetValue(Ann), field.Of(Ann));
            Assert.Equal(field.Of(Ann), typeof(NewContact).GetProperty(field.Name)!.GetValue(new NewContact(FieldValues.Of(Ann))));
            Assert.NotNull(typeof(ContactUpdate).GetProperty(field == StandardField.ExternalId ? nameof(ContactUpdate.NewExternalId) : field.Name));
        });
    }

    [Theory]
    [InlineData("Email", "ann@example.com", "ANN@Example.com", true)]
    [InlineData("Email", "ann@example.com", "bob@example.com", false)]
    [InlineData("PhoneNumber", "+48 601-234-567", "48601234567", true)]
    [InlineData("PhoneNumber", "48601234567", "601234567", false)]
    [InlineData("FirstName", "Ann", "ann", false)]
    [InlineData("FirstName", null, "  ", true)]
    [InlineData("FirstName", "", null, true)]
    [InlineData("ExternalId", "C-1", "c-1", false)]
    public void Texts_are_equal_if_they_differ_only_in_form(string name, string? one, string? other, bool isSame)
    {
        var field = StandardField.All.Single(field => field.Name == name);
        Assert.Equal(isSame, field.IsSame(one, other));
        Assert.Equal(isSame, field.IsSame(other, one));
    }

    [Fact]
    public void Dates_are_equal_to_the_second()
    {
        Assert.True(StandardField.CreatedAt.IsSame(Date, Date.AddMilliseconds(999)));
        Assert.False(StandardField.CreatedAt.IsSame(Date, Date.AddSeconds(1)));
        Assert.False(StandardField.CreatedAt.IsSame(Date, null));
        Assert.Equal("2024-02-01 10:30:00", StandardField.CreatedAt.ComparisonForm(Date));
    }

    [Fact]
    public void Each_field_has_its_own_rule()
    {
        Assert.Equal("+48601234567", StandardField.PhoneNumber.Normalize(" +48 (601) 234-567"));
        Assert.Equal("must be digits with an optional leading plus", StandardField.PhoneNumber.Validate("none"));
        Assert.Equal(" a ", StandardField.LastName.Normalize(" a "));
        Assert.Null(StandardField.LastName.Validate("none"));
        Assert.Equal("must have at most 150 characters, but has 151", StandardField.LastName.Validate(new string('x', 151)));
    }

    [Fact]
    public void Absent_null_and_a_value_are_distinguished()
    {
        var fields = new FieldValues();
        Assert.True(fields.IsEmpty);
        fields.Set(StandardField.Email, null);
        fields.Set(StandardField.LastName, "Bell");
        Assert.Equal(2, fields.Count);
        Assert.True(fields.TryGet(StandardField.Email, out var email));
        Assert.Null(email);
        Assert.Equal("Bell", fields[StandardField.LastName]);
        Assert.False(fields.TryGet(StandardField.FirstName, out _));
        Assert.False(fields.IsEmpty);

        var update = new ContactUpdate(fields) { Id = 7, NewExternalId = new("C-2"), CreatedAt = new(null) };
        Assert.Equal((new Maybe<string?>(null), new Maybe<string?>("Bell"), default), (update.Email, update.LastName, update.FirstName));
        Assert.Equal(new Maybe<DateTime?>(null), update.CreatedAt);
        Assert.Equal("C-2", update.Fields[StandardField.ExternalId]);
        Assert.Null(update.ExternalId);
        Assert.Equal((2, 4, false), (fields.Count, update.Fields.Count, update.IsEmpty));
        Assert.False(new ContactUpdate { CreatedAt = new(Date) }.IsEmpty);
        Assert.False(new ContactUpdate { ExternalData = new(null) }.IsEmpty);
    }

    [Fact]
    public void A_contact_is_made_from_its_field_values()
    {
        Assert.Equal(StandardField.All.Count, FieldValues.Of(Ann).Count);
        Assert.Equal(Ann, new Contact(7, FieldValues.Of(Ann)));
        var sent = new NewContact(FieldValues.Of(Ann)) { FirstName = "Anna" };
        Assert.Equal(("Anna", "Bell", Date), (sent.FirstName, sent.LastName, sent.CreatedAt));
    }

    [Fact]
    public void The_values_of_a_model_are_a_copy()
    {
        var fields = new FieldValues();
        var sent = new NewContact(fields) { Email = "ann@example.com" };
        fields.Set(StandardField.Email, "bob@example.com");
        Assert.Equal("ann@example.com", sent.Email);
        Assert.Throws<InvalidOperationException>(() => sent.Fields.Set(StandardField.Email, "bob@example.com"));
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        var fields = new FieldValues();
        Assert.Throws<ArgumentException>(() => fields.Set(StandardField.Email, 7));
        Assert.Throws<ArgumentException>(() => fields.Set(StandardField.CreatedAt, "2024-02-01"));
        Assert.True(fields.IsEmpty);
    }

    [Fact]
    public void A_value_that_differs_only_in_form_is_not_a_change()
    {
        var desired = new ContactUpdate { Email = new("ANN@example.com"), PhoneNumber = new("48 601 234 567"), FirstName = new("Anna"), LastName = new(null), NewExternalId = new("C-1") };
        var difference = new ContactDifference(Ann, desired);
        Assert.Equal(["FirstName: 'Ann' -> 'Anna'", "LastName: 'Bell' -> -"], difference.Changes.Select(change => change.ToString()));
        Assert.Equal((7L, 2), (difference.Update.Id, difference.Update.Fields.Count));
        Assert.True(new ContactDifference(Ann, new ContactUpdate(FieldValues.Of(Ann))).Update.IsEmpty);
    }
}
