using ContactsPS.Client.Paging;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>Values that the service may write in several ways are read, and no property is lost.</summary>
public sealed class ModelReadingTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    private async Task<Contact> ContactAsync(string json)
    {
        script.Answers($"[{json}]");
        return Assert.Single(await script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync());
    }

    [Fact]
    public async Task Every_property_of_a_contact_is_read()
    {
        var contact = await ContactAsync(
            """
            {"id":"17","externalId":"C-1","email":"ann@example.com","phoneNumber":"+48601234567","firstName":"Ann","lastName":"Ż","companyName":"ACME",
             "createdAt":"2019-02-01 20:12:12","inArchive":true,"externalData":{"city":"Łódź","score":3,"rate":0.5,"vip":true,"none":null}}
            """);
        Assert.Equal((17L, "C-1", "ann@example.com", "+48601234567"), (contact.Id!.Value, contact.ExternalId, contact.Email, contact.PhoneNumber));
        Assert.Equal(("Ann", "Ż", "ACME", true), (contact.FirstName, contact.LastName, contact.CompanyName, contact.InArchive));
        Assert.Equal(new DateTime(2019, 2, 1, 20, 12, 12), contact.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, contact.CreatedAt!.Value.Kind);
        Assert.Equal(["city", "score", "rate", "vip", "none"], contact.ExternalData.Keys);
        Assert.Equal(["Łódź", 3L, 0.5m, true, null], contact.ExternalData.Values);
        Assert.Empty(contact.AdditionalProperties);
    }

    [Fact]
    public async Task Contacts_of_one_page_keep_their_own_properties()
    {
        script.Answers(
            """
            [{"externalData":{"a":1,"b":2},"x":1},{"externalData":{"a":3,"b":4},"x":2},{"externalData":{"a":5}},{"externalData":{"b":6,"a":7},"y":3},
             {"externalData":{"a":8,"a":9,"c":10}},{"externalData":[]},{"externalData":{"a":{"b":1},"c":[2]},"\u0078":4}]
            """);
        var contacts = await script.Client.ListContacts(paging: new ListOptions { First = 7 }).ToListAsync();
        Assert.Equal(
            ["a=1,b=2", "a=3,b=4", "a=5", "b=6,a=7", "a=9,c=10", "", "a=bag,c=list"],
            contacts.Select(contact => string.Join(',', contact.ExternalData.Select(pair => $"{pair.Key}={pair.Value switch { long number => $"{number}", object[] => "list", _ => "bag" }}"))));
        Assert.Equal(["x=1", "x=2", "", "y=3", "", "", "x=4"], contacts.Select(contact => string.Join(',', contact.AdditionalProperties.Select(pair => $"{pair.Key}={pair.Value}"))));
    }

    [Fact]
    public async Task A_repeated_text_is_kept_once_in_memory_and_each_contact_keeps_its_values()
    {
        var names = Enumerable.Range(0, 900).Select(i => i % 3 == 0 ? "Łucja" : $"Name {i / 2}").ToList();
        script.Answers($"[{string.Join(',', names.Select(name => $$$"""{"firstName":"{{{name}}}","externalData":{"city":"{{{name}}}"},"isNew":true}"""))}]");
        var contacts = await script.Client.ListContacts(paging: new ListOptions { First = 900 }).ToListAsync();
        Assert.Equal(names, contacts.Select(contact => contact.FirstName));
        Assert.Equal(names, contacts.Select(contact => contact.ExternalData["city"]));
        Assert.Same(contacts[300].FirstName, contacts[450].ExternalData["city"]);
        Assert.Same(contacts[1].AdditionalProperties, contacts[2].AdditionalProperties);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("\"17\"")]
    public async Task An_id_may_be_text_or_a_number(string id) => Assert.Equal(17, (await ContactAsync($$"""{"id":{{id}}}""")).Id);

    [Theory]
    [InlineData("\"seventeen\"", "seventeen")]
    [InlineData("1.5", 1.5)]
    [InlineData("true", true)]
    [InlineData("\"\"", "")]
    public async Task An_invalid_id_is_kept_as_an_additional_property(string id, object kept)
    {
        var contact = await ContactAsync($$"""{"id":{{id}}}""");
        Assert.Null(contact.Id);
        Assert.Equal(kept, contact.AdditionalProperties["id"] is decimal number ? (double)number : contact.AdditionalProperties["id"]);
    }

    [Fact]
    public async Task An_id_that_is_an_object_is_kept_and_reading_continues()
    {
        var contact = await ContactAsync("""{"id":{"value":[1]},"email":"ann@example.com"}""");
        Assert.Equal([1L], Assert.IsType<object[]>(Assert.IsType<IReadOnlyDictionary<string, object?>>(contact.AdditionalProperties["id"], exactMatch: false)["value"]));
        Assert.Equal("ann@example.com", contact.Email);
    }

    [Fact]
    public async Task An_id_that_is_null_is_absent_and_not_kept()
    {
        var contact = await ContactAsync("""{"id":null,"createdAt":null,"inArchive":null,"email":null}""");
        Assert.Equal((null, null, false, null), (contact.Id, contact.CreatedAt, contact.InArchive, contact.Email));
        Assert.Empty(contact.AdditionalProperties);
    }

    [Theory]
    [InlineData("\"2019-02-01 20:12:12\"")]
    [InlineData("1549051932")]
    [InlineData("\"1549051932\"")]
    [InlineData("\"2019-02-01T21:12:12+01:00\"")]
    public async Task A_date_may_be_text_or_unix_seconds(string date)
    {
        var contact = await ContactAsync($$"""{"createdAt":{{date}}}""");
        Assert.Equal(new DateTime(2019, 2, 1, 20, 12, 12), contact.CreatedAt);
    }

    [Theory]
    [InlineData("\"yesterday\"", "yesterday")]
    [InlineData("\"0000-00-00 00:00:00\"", "0000-00-00 00:00:00")]
    [InlineData("253402300800", 253402300800L)]
    [InlineData("-62135596801", -62135596801L)]
    [InlineData("-63000000000", -63000000000L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public async Task An_invalid_date_is_kept_as_an_additional_property(string date, object kept)
    {
        var contact = await ContactAsync($$"""{"createdAt":{{date}}}""");
        Assert.Null(contact.CreatedAt);
        Assert.Equal(kept, contact.AdditionalProperties["createdAt"]);
    }

    [Fact]
    public async Task Unknown_properties_are_kept_also_nested_ones()
    {
        var contact = await ContactAsync("""{"id":1,"isUnsubscribeEmail":true,"tags":["a",{"b":[1,null,2.5]}],"big":18446744073709551615,"tiny":1e-300}""");
        Assert.Equal(["isUnsubscribeEmail", "tags", "big", "tiny"], contact.AdditionalProperties.Keys);
        Assert.Equal(true, contact.AdditionalProperties["ISUNSUBSCRIBEEMAIL"]);
        var tags = Assert.IsType<object[]>(contact.AdditionalProperties["tags"]);
        Assert.Equal("a", tags[0]);
        var nested = Assert.IsType<IReadOnlyDictionary<string, object?>>(tags[1], exactMatch: false);
        Assert.Equal([1L, null, 2.5m], Assert.IsType<object?[]>(nested["b"]));
        Assert.Equal(18446744073709551615m, contact.AdditionalProperties["big"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[{\"a\":1}]")]
    public async Task Additional_data_that_is_not_an_object_is_read_as_empty(string data)
    {
        var contact = await ContactAsync($$"""{"externalData":{{data}},"email":"ann@example.com"}""");
        Assert.Empty(contact.ExternalData);
        Assert.Equal("ann@example.com", contact.Email);
    }

    [Fact]
    public async Task Keys_that_differ_only_in_case_are_both_kept_and_found_by_exact_case()
    {
        var both = (await ContactAsync("""{"externalData":{"City":"A","city":"B","x":1}}""")).ExternalData;
        Assert.Equal(("A", "B", false), (both["City"], both["city"], both.ContainsKey("CITY")));
        var one = (await ContactAsync("""{"externalData":{"City":"A","x":1}}""")).ExternalData;
        Assert.Equal(("A", 1L), (one["CITY"], one["X"]));
    }

    [Fact]
    public async Task A_known_property_in_another_case_is_kept_as_an_unknown_one()
    {
        var contact = await ContactAsync("""{"ID":1,"Email":"x"}""");
        Assert.Equal((null, null), (contact.Id, contact.Email));
        Assert.Equal([1L, "x"], contact.AdditionalProperties.Values);
    }

    [Theory]
    [InlineData("48601234567", "48601234567")]
    [InlineData("601234567890123456789", "601234567890123456789")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    public async Task Text_may_be_written_as_a_number_or_a_Boolean(string json, string expected)
    {
        var contact = await ContactAsync($$"""{"externalId":{{json}},"phoneNumber":{{json}}}""");
        Assert.Equal((expected, expected), (contact.ExternalId, contact.PhoneNumber));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("\"0\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("{}", false)]
    public async Task A_Boolean_may_be_written_in_several_ways(string json, bool expected) =>
        Assert.Equal(expected, (await ContactAsync($$"""{"inArchive":{{json}}}""")).InArchive);

    [Fact]
    public async Task A_group_is_read_with_its_unknown_properties()
    {
        script.Answers("""[{"id":"1","name":"All","description":"Everyone","externalId":"ALLCONTACTS","createdAt":1549051932,"colour":"red"},{"id":"x","createdAt":"never"}]""");
        var groups = await script.Client.ListGroups(new ListOptions { First = 2 }).ToListAsync();
        Assert.Equal((1L, "All", "Everyone", "ALLCONTACTS"), (groups[0].Id!.Value, groups[0].Name, groups[0].Description, groups[0].ExternalId));
        Assert.Equal(new DateTime(2019, 2, 1, 20, 12, 12), groups[0].CreatedAt);
        Assert.Equal("red", groups[0].AdditionalProperties["colour"]);
        Assert.Equal((null, null), (groups[1].Id, groups[1].CreatedAt));
        Assert.Equal(["x", "never"], groups[1].AdditionalProperties.Values);
    }

    [Fact]
    public async Task A_field_is_read_in_any_known_form()
    {
        script.Answers("""[{"id":1,"name":"city","type":"text","required":true},{"name":{"pl":"miasto"}}]""");
        var fields = await script.Client.ListFields(new ListOptions { First = 2 }).ToListAsync();
        Assert.Equal(("1", "city", "text", true), (fields[0].Id, fields[0].Name, fields[0].Type, fields[0].AdditionalProperties["required"]));
        Assert.Null(fields[1].Name);
        Assert.Contains("name", fields[1].AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("\"count\":12", 12L)]
    [InlineData("\"numberOfContacts\":\"12\"", 12L)]
    [InlineData("\"contacts\":12", 12L)]
    [InlineData("\"size\":12", null)]
    public async Task The_count_of_a_segment_is_read_under_any_of_its_names(string property, long? expected)
    {
        script.Answers($$"""[{"id":7,"name":"Active",{{property}}}]""");
        Assert.Equal(expected, (await script.Client.GetSegmentAsync("7"))!.Count);
    }

    [Fact]
    public async Task A_list_of_contacts_is_not_a_count_and_is_kept()
    {
        script.Answers("""[{"id":7,"contacts":[{"id":1}],"count":1}]""");
        var segment = (await script.Client.GetSegmentAsync("7"))!;
        Assert.Equal(1, segment.Count);
        Assert.Single(Assert.IsType<object[]>(segment.AdditionalProperties["contacts"]));
    }

    [Fact]
    public void The_text_of_a_model_holds_no_personal_data()
    {
        Assert.Equal("17 (C-1)", new Contact(17, "C-1", "ann@example.com").ToString());
        Assert.Equal("17", new Contact(17, email: "ann@example.com").ToString());
        Assert.Equal("C-1", new Contact(externalId: "C-1").ToString());
        Assert.Equal("Contact", new Contact(email: "ann@example.com").ToString());
        Assert.Equal("VIP", new ContactGroup(1, "VIP").ToString());
        Assert.Equal("1", new ContactGroup(1).ToString());
        Assert.Equal("city", new ContactField("1", "city").ToString());
        Assert.Equal("1", new ContactSegment("1").ToString());
    }
}
