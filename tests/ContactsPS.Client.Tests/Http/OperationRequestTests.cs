using System.Text.Json;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>What each operation sends: method, path, query and body, exactly.</summary>
public sealed class OperationRequestTests : IDisposable
{
    private readonly ScriptedResponses script = new();

    public void Dispose() => script.Dispose();

    [Theory]
    [InlineData(nameof(ContactsClient.ListContacts), "GET", "/contact?inArchive=0&offset=0&limit=1000", null)]
    [InlineData(nameof(ContactsClient.FindContactsAsync), "GET", "/contact?id=7&inArchive=0&offset=0&limit=10", null)]
    [InlineData(nameof(ContactsClient.ListFields), "GET", "/contact/field?offset=0&limit=1000", null)]
    [InlineData(nameof(ContactsClient.ListSegments), "GET", "/contact/segment?offset=0&limit=1000", null)]
    [InlineData(nameof(ContactsClient.ListGroups), "GET", "/group?offset=0&limit=1000", null)]
    [InlineData(nameof(ContactsClient.GetSegmentAsync), "GET", "/contact/segment/7", null)]
    [InlineData(nameof(ContactsClient.GetGroupsOfContactAsync), "GET", "/contact/7/group", null)]
    [InlineData(nameof(ContactsClient.AddContactsAsync), "POST", "/contact", """[{"email":"ann@example.com"}]""")]
    [InlineData(nameof(ContactsClient.UpdateContactsAsync), "PUT", "/contact", """[{"id":7,"data":{"email":"ann@example.com"}}]""")]
    [InlineData(nameof(ContactsClient.DeleteContactsAsync), "DELETE", "/contact", """{"id":[7]}""")]
    [InlineData(nameof(ContactsClient.ResubscribeAsync), "POST", "/contact/resubscribe/email", """{"id":[7]}""")]
    [InlineData(nameof(ContactsClient.UnsubscribeAsync), "POST", "/contact/unsubscribe/email", """{"id":[7]}""")]
    [InlineData(nameof(ContactsClient.AddContactToGroupsAsync), "POST", "/contact/7/group", """{"id":[3]}""")]
    [InlineData(nameof(ContactsClient.RemoveContactFromGroupsAsync), "DELETE", "/contact/7/group", """{"id":[3]}""")]
    [InlineData(nameof(ContactsClient.ListItems), "GET", "/webhook?offset=0&limit=1000", null)]
    [InlineData(nameof(ContactsClient.SendAsync), "PUT", "/webhook", """[{"id":7}]""")]
    public async Task Each_operation_sends_its_method_path_and_body(string operation, string method, string path, string? body)
    {
        script.Answers();
        await script.Client.RunAsync(operation);
        var sent = script.OnlyRequest;
        Assert.Equal((method, path), (sent.Method, sent.Path));
        AssertJson(body, sent.Body);
    }

    [Fact]
    public void Every_operation_of_the_client_is_tested_here()
    {
        var operations = typeof(ContactsClient).GetMethods()
            .Where(method => method.DeclaringType == typeof(ContactsClient) && method.Name is not (nameof(ContactsClient.Dispose) or nameof(ContactsClient.WithTrace)))
            .Select(method => method.Name);
        Assert.Equal(operations.Order(StringComparer.Ordinal), Operations.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task Key_and_token_are_sent_unchanged_in_their_headers(string operation)
    {
        script.Answers();
        await script.Client.RunAsync(operation);
        var headers = script.OnlyRequest.Headers;
        Assert.Equal(ScriptedResponses.Token, headers["Authorization"]);
        Assert.Equal(ScriptedResponses.Key, headers["Application-Key"]);
        Assert.Equal("application/json", headers["Accept"]);
        Assert.Matches(@"^ContactsPS\.Client/[0-9]+\.[0-9]+\.[0-9]+\z", headers["User-Agent"]);
        Assert.Equal(script.OnlyRequest.Body is null ? null : "application/json", headers.GetValueOrDefault("Content-Type"));
        Assert.DoesNotContain("Expect", headers.Keys);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(" %2e%2E ")]
    [InlineData("%252e")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public async Task A_segment_id_that_would_lead_to_another_path_is_not_sent(string value)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => script.Client.GetSegmentAsync(value));
        await Assert.ThrowsAsync<ArgumentException>(() => script.Client.ResubscribeAsync(value, [7]));
        await Assert.ThrowsAsync<ArgumentException>(() => script.Client.UnsubscribeAsync(value, [7]));
        await Assert.ThrowsAsync<ArgumentException>(() => script.Client.SendAsync(new ApiRequest { Path = $"/contact/{value}" }));
        Assert.Empty(script.Requests);
    }

    [Fact]
    public async Task Each_filter_is_sent_as_its_parameter_with_its_value_escaped()
    {
        OnMono.Skip("Mono's Uri writes %3A in a query as a colon, which means the same; .NET Framework keeps it.");
        script.Answers();
        var query = new ContactQuery
        {
            Id = 7,
            ExternalId = "A/B & Ż",
            Email = "ann+news@example.com",
            PhoneNumber = "+48601234567",
            GroupId = 3,
            Archived = true,
            ArchivedAfter = new DateTime(2025, 1, 3, 4, 5, 6, DateTimeKind.Utc),
            ArchivedBefore = new DateTime(2025, 2, 3),
            UnsubscribedFromEmail = true,
            UnsubscribedFromSms = false,
            UnsubscribedFromPush = true,
        };
        await script.Client.ListContacts(query).ToListAsync();
        Assert.Equal(
            "/contact?id=7&externalId=A%2FB%20%26%20%C5%BB&email=ann%2Bnews%40example.com&phoneNumber=%2B48601234567&group=3&inArchive=1"
            + "&archiveDateFrom=2025-01-03%2004%3A05%3A06&archiveDateTo=2025-02-03%2000%3A00%3A00"
            + "&isUnsubscribeEmail=1&isUnsubscribeSms=0&isUnsubscribePush=1&offset=0&limit=1000",
            script.OnlyRequest.Path);
    }

    [Theory]
    [InlineData(false, false, "/contact?inArchive=0&offset")]
    [InlineData(true, false, "/contact?inArchive=1&offset")]
    [InlineData(false, true, "/contact?inArchive=1&archiveDateTo=1970-01-01%2000%3A00%3A00&offset")]
    public async Task Archived_contacts_are_requested_by_flag_or_by_date(bool archived, bool dated, string expected)
    {
        script.Answers();
        await script.Client.ListContacts(new ContactQuery { Archived = archived, ArchivedBefore = dated ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null }).ToListAsync();
        Assert.StartsWith(expected, script.OnlyRequest.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_time_in_a_query_is_sent_as_UTC()
    {
        script.Answers();
        var moment = new DateTime(2025, 1, 3, 4, 5, 6, DateTimeKind.Utc);
        await script.Client.ListContacts(new ContactQuery { ArchivedAfter = moment.ToLocalTime() }).ToListAsync();
        Assert.Contains("archiveDateFrom=2025-01-03%2004%3A05%3A06", script.OnlyRequest.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_contact_is_sent_with_only_the_fields_that_it_has()
    {
        script.Answers();
        await script.Client.AddContactsAsync(
        [
            new NewContact
            {
                Email = "ann@example.com",
                PhoneNumber = "+48601234567",
                ExternalId = "C-1",
                FirstName = "Żaneta",
                LastName = "O'Neil \"the\" \\",
                CompanyName = "",
                CreatedAt = new DateTime(2019, 2, 1, 20, 12, 12, DateTimeKind.Utc).AddMilliseconds(900),
                AddToGroup = [3, 9007199254740993],
            },
            new NewContact { PhoneNumber = "601234567", ExternalData = new Dictionary<string, object?>(), AddToGroup = [] },
        ]);
        AssertJson(
            """
            [
              {"email":"ann@example.com","phoneNumber":"+48601234567","externalId":"C-1","firstName":"Żaneta","lastName":"O'Neil \"the\" \\",
               "companyName":"","createdAt":"2019-02-01 20:12:12","addToGroup":[3,9007199254740993]},
              {"phoneNumber":"601234567"}
            ]
            """,
            script.OnlyRequest.Body);
    }

    [Fact]
    public async Task Additional_data_keeps_its_types_and_its_order()
    {
        script.Answers();
        var data = new Dictionary<string, object?>
        {
            ["text"] = "1",
            ["int"] = 1,
            ["byte"] = (byte)2,
            ["long"] = long.MaxValue,
            ["ulong"] = ulong.MaxValue,
            ["decimal"] = 1.50m,
            ["double"] = 0.1,
            ["float"] = 0.5f,
            ["yes"] = true,
            ["no"] = false,
            ["date"] = new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            ["offset"] = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            ["none"] = null,
            ["nan"] = double.NaN,
            ["uri"] = new Uri("https://example.com/"),
        };
        await script.Client.AddContactsAsync([new NewContact { Email = "ann@example.com", ExternalData = data }]);
        AssertJson(
            """
            [{"email":"ann@example.com","externalData":{"text":"1","int":1,"byte":2,"long":9223372036854775807,"ulong":18446744073709551615,
              "decimal":1.50,"double":0.1,"float":0.5,"yes":true,"no":false,"date":"2025-01-02 03:04:05","offset":"2025-01-02 01:04:05",
              "none":null,"nan":"NaN","uri":"https://example.com/"}}]
            """,
            script.OnlyRequest.Body);
        using var sent = JsonDocument.Parse(script.OnlyRequest.Body!);
        Assert.Equal(data.Keys, sent.RootElement[0].GetProperty("externalData").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task An_update_distinguishes_absent_null_and_a_value()
    {
        script.Answers();
        await script.Client.UpdateContactsAsync(
        [
            new ContactUpdate { Id = 9007199254740993, ExternalId = "ignored", FirstName = new("Ann"), LastName = new(null) },
            new ContactUpdate
            {
                ExternalId = "C-1",
                NewExternalId = new("C-2"),
                Email = new(null),
                PhoneNumber = new("601234567"),
                CompanyName = new(""),
                CreatedAt = new(new DateTime(2019, 2, 1, 20, 12, 12)),
                ExternalData = new(new Dictionary<string, object?> { ["city"] = null, ["score"] = 3 }),
            },
            new ContactUpdate { ExternalId = "C-3", CreatedAt = new(null), ExternalData = new(null) },
            new ContactUpdate { Id = 4 },
        ]);
        AssertJson(
            """
            [
              {"id":9007199254740993,"data":{"firstName":"Ann","lastName":null}},
              {"externalId":"C-1","data":{"externalId":"C-2","email":null,"phoneNumber":"601234567","companyName":"",
                "createdAt":"2019-02-01 20:12:12","externalData":{"city":null,"score":3}}},
              {"externalId":"C-3","data":{"createdAt":null,"externalData":null}},
              {"id":4,"data":{}}
            ]
            """,
            script.OnlyRequest.Body);
    }

    [Fact]
    public async Task Ids_are_sent_as_numbers_without_duplicates_in_the_given_order()
    {
        script.Answers();
        await script.Client.DeleteContactsAsync([5, 9007199254740993, 5, 1]);
        AssertJson("""{"id":[5,9007199254740993,1]}""", script.OnlyRequest.Body);
    }

    [Theory]
    [InlineData("email", "email")]
    [InlineData("  SMS ", "sms")]
    [InlineData("Push", "push")]
    [InlineData("all", "all")]
    [InlineData("voice mail/x?", "voice%20mail%2Fx%3F")]
    public async Task A_channel_is_sent_in_the_path_in_lower_case_and_escaped(string channel, string expected)
    {
        script.Answers().Answers();
        await script.Client.UnsubscribeAsync(channel, [1]);
        await script.Client.ResubscribeAsync(channel, [1]);
        Assert.Equal([$"/contact/unsubscribe/{expected}", $"/contact/resubscribe/{expected}"], script.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_segment_id_that_is_not_a_number_is_escaped()
    {
        script.Answers();
        await script.Client.GetSegmentAsync("a/b?c");
        Assert.Equal("/contact/segment/a%2Fb%3Fc", script.OnlyRequest.Path);
    }

    [Fact]
    public async Task A_base_URI_may_end_with_a_slash()
    {
        using var handler = new ScriptedHandler();
        handler.Enqueue(_ => Task.FromResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope()))));
        using var client = new ContactsClient(
            new ContactsClientOptions { BaseUri = new Uri(ScriptedResponses.BaseUri + "/"), ApplicationKey = "k", AuthorizationToken = "t" }, handler);
        await client.GetSegmentAsync("1");
        Assert.Equal("/contact/segment/1", Assert.Single(handler.Requests).Path);
    }

    private static void AssertJson(string? expected, string? actual)
    {
        if (expected is null || actual is null)
        {
            Assert.Equal(expected, actual);
            return;
        }

        using var wanted = JsonDocument.Parse(expected);
        using var sent = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), $"Expected {expected}, sent {actual}");
    }
}
