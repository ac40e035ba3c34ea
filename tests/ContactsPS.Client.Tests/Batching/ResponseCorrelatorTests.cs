using ContactsPS.Client.Batching;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>Finds the outcome of each item of a batch, from responses that name the refused items in different ways.</summary>
public sealed class ResponseCorrelatorTests : IDisposable
{
    private static readonly NewContact[] Three =
    [
        new() { Email = "a@example.com", ExternalId = "A" },
        new() { Email = "b@example.com", ExternalId = "B" },
        new() { Email = "c@example.com", ExternalId = "C" },
    ];

    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    private static string Error(string? source = null, string? parameter = null, string? value = null, string code = "E") =>
        System.Text.Json.JsonSerializer.Serialize(new[] { new { code, meta = new { parameter, value, source } } })[1..^1];

    private static string Outcomes(BatchResult<Contact> result) => string.Join(
        ' ', result.Items.Select(item => $"{item.Outcome}{(item.Value?.Id is { } id ? $"={id}" : "")}{(item.Error?.Code is { } code ? $":{code}" : "")}"));

    /// <summary>Sends new contacts. Items whose outcome the response leaves open are looked up, and the look-ups fail.</summary>
    private async Task<string> AddAsync(NewContact[] sent, int status, string data = "[]", params string[] errors)
    {
        script.Answers(data, $"[{string.Join(',', errors)}]", status).AnswersTimes(sent.Length, 403);
        return Outcomes(await script.Client.AddContactsAsync(sent));
    }

    [Fact]
    public async Task Items_that_come_back_in_another_order_are_accepted() =>
        Assert.Equal(
            "Accepted=1 Accepted=2 Accepted=3",
            await AddAsync(Three, 200, """[{"id":3,"externalId":"C"},{"id":1,"externalId":"A"},{"id":2,"externalId":"B"}]"""));

    [Fact]
    public async Task A_response_without_items_and_errors_accepts_all_items() =>
        Assert.Equal("Accepted Accepted Accepted", await AddAsync(Three, 200));

    [Fact]
    public async Task As_many_ids_as_items_belong_to_the_items_in_order() =>
        Assert.Equal("Accepted=7 Accepted=8 Accepted=9", await AddAsync(Three, 200, """[{"id":7},{"id":8},{"id":9}]"""));

    [Fact]
    public async Task Fewer_ids_than_items_belong_to_no_item() =>
        Assert.Equal("Accepted Accepted Accepted", await AddAsync(Three, 200, """[{"id":7},{"id":8}]"""));

    [Fact]
    public async Task An_item_named_as_the_source_is_refused_and_the_ids_belong_to_the_others_in_order() =>
        Assert.Equal("Accepted=7 Refused:E Accepted=9", await AddAsync(Three, 207, """[{"id":7},{"id":9}]""", Error("B")));

    [Fact]
    public async Task An_item_is_identified_by_the_refused_value() =>
        Assert.Equal("Accepted Accepted Refused:E", await AddAsync(Three, 207, "[]", Error(parameter: "email", value: "c@example.com")));

    [Theory]
    [InlineData("email", "a@example.com")]
    [InlineData("phoneNumber", "601")]
    [InlineData("externalId", "A")]
    [InlineData("firstName", "Ann")]
    [InlineData("lastName", "Smith")]
    [InlineData("companyName", "ACME")]
    [InlineData("createdAt", "2025-01-02 00:00:00")]
    public async Task Any_field_can_identify_the_refused_item(string parameter, string value)
    {
        NewContact[] sent =
        [
            new() { Email = "b@example.com", ExternalId = "B" },
            new() { Email = "a@example.com", PhoneNumber = "601", ExternalId = "A", FirstName = "Ann", LastName = "Smith", CompanyName = "ACME", CreatedAt = new DateTime(2025, 1, 2) },
        ];
        Assert.Equal("Accepted Refused:E", await AddAsync(sent, 207, "[]", Error(parameter: parameter, value: value)));
    }

    [Fact]
    public async Task Without_external_ids_items_are_identified_by_email_and_phone_number()
    {
        NewContact[] sent = [new() { Email = "A@example.com" }, new() { PhoneNumber = "601" }, new() { Email = "c@example.com" }];
        Assert.Equal(
            "Accepted=1 Accepted=2 Refused:E",
            await AddAsync(sent, 207, """[{"id":2,"phoneNumber":"601"},{"id":1,"email":"a@example.com"}]""", Error("c@example.com")));
    }

    [Fact]
    public async Task Errors_without_a_source_belong_to_the_remaining_items_if_there_are_as_many() =>
        Assert.Equal(
            "Refused:E1 Accepted=2 Refused:E2",
            await AddAsync(Three, 207, """[{"id":2,"externalId":"B"}]""", Error(code: "E1"), Error(code: "E2")));

    [Fact]
    public async Task Fewer_errors_than_remaining_items_leave_their_outcome_unknown() =>
        Assert.Equal("OutcomeUnknown:E Accepted=2 OutcomeUnknown:E", await AddAsync(Three, 207, """[{"id":2,"externalId":"B"}]""", Error()));

    [Fact]
    public async Task Ids_alone_with_an_error_without_a_source_leave_all_outcomes_unknown() =>
        Assert.Equal("OutcomeUnknown:E OutcomeUnknown:E OutcomeUnknown:E", await AddAsync(Three, 207, """[{"id":7},{"id":9}]""", Error()));

    [Fact]
    public async Task Errors_that_are_only_counted_leave_the_outcome_unknown()
    {
        script.Answers(numberOfErrors: 1).AnswersTimes(Three.Length, 403);
        Assert.Equal("OutcomeUnknown OutcomeUnknown OutcomeUnknown", Outcomes(await script.Client.AddContactsAsync(Three)));
    }

    [Fact]
    public async Task As_many_counted_errors_as_items_refuse_all_items()
    {
        script.Answers(numberOfErrors: 3);
        Assert.Equal("Refused Refused Refused", Outcomes(await script.Client.AddContactsAsync(Three)));
    }

    [Fact]
    public async Task A_200_with_an_error_refuses_the_item() =>
        Assert.Equal("Accepted Refused:E Accepted", await AddAsync(Three, 200, "[]", Error("B")));

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_request_refused_because_of_one_item_refuses_the_other_items_too(int status)
    {
        script.Answers(errors: $"[{Error("B")}]", status: status);
        var items = (await script.Client.AddContactsAsync(Three)).Items;
        Assert.All(items, item => Assert.Equal(BatchOutcome.Refused, item.Outcome));
        Assert.Equal(["The whole request was refused because of another item", "no reason given (E)", "The whole request was refused because of another item"], items.Select(item => item.Error!.ToString()));
    }

    [Fact]
    public async Task A_request_refused_without_naming_an_item_refuses_every_item_for_that_reason() =>
        Assert.Equal("Refused:E Refused:E Refused:E", await AddAsync(Three, 422, "[]", Error()));

    [Fact]
    public async Task A_404_for_a_list_of_ids_means_that_none_was_found()
    {
        script.Answers(status: 404);
        var items = (await script.Client.DeleteContactsAsync([1, 2])).Items;
        Assert.All(items, item => Assert.Equal((BatchOutcome.Refused, "The service found no such item"), (item.Outcome, item.Error!.ToString())));
    }

    [Fact]
    public async Task If_two_items_share_an_external_id_the_first_is_accepted_and_the_second_refused()
    {
        NewContact[] sent = [new() { Email = "a@example.com", ExternalId = "A" }, new() { Email = "a@example.com", ExternalId = "A" }];
        Assert.Equal(
            "Accepted=1 Refused:E",
            await AddAsync(sent, 207, """[{"id":1,"externalId":"A","email":"a@example.com"}]""", Error("A", "externalId", "A")));
    }

    [Fact]
    public async Task If_two_items_share_an_external_id_the_value_identifies_the_refused_one()
    {
        NewContact[] sent = [new() { Email = "bad", ExternalId = "A" }, new() { Email = "a@example.com", ExternalId = "A" }];
        Assert.Equal(
            "Refused:E Accepted=1",
            await AddAsync(sent, 207, """[{"id":1,"externalId":"A","email":"a@example.com"}]""", Error("A", "email", "bad")));
    }

    [Fact]
    public async Task Two_errors_about_one_item_refuse_only_that_item() =>
        Assert.Equal(
            "Refused:E1 Accepted Accepted",
            await AddAsync(Three, 207, "[]", Error("A", "email", "a@example.com", "E1"), Error("A", "phoneNumber", "x", "E2")));

    [Fact]
    public async Task Two_identical_accepted_items_get_one_result_each()
    {
        NewContact[] sent = [new() { Email = "a@example.com" }, new() { Email = "a@example.com" }];
        Assert.Equal("Accepted=1 Accepted=2", await AddAsync(sent, 200, """[{"id":1,"email":"a@example.com"},{"id":2,"email":"a@example.com"}]"""));
    }

    [Fact]
    public async Task An_error_about_an_unknown_item_leaves_the_unanswered_items_unknown() =>
        Assert.Equal("Accepted=1 OutcomeUnknown:E OutcomeUnknown:E", await AddAsync(Three, 207, """[{"id":1,"externalId":"A"}]""", Error("Z")));

    [Fact]
    public async Task A_full_batch_is_matched_item_by_item()
    {
        var sent = Enumerable.Range(1, 1000).Select(i => new NewContact { Email = $"c{i}@example.com", ExternalId = $"K{i}" }).ToList();
        var data = string.Join(',', Enumerable.Range(1, 1000).Where(i => i % 2 == 0).Select(i => $$"""{"id":{{i}},"externalId":"K{{i}}"}"""));
        var errors = string.Join(',', Enumerable.Range(1, 1000).Where(i => i % 2 == 1).Reverse().Select(i => Error($"K{i}", code: $"E{i}")));
        script.Answers($"[{data}]", $"[{errors}]", 207, 500);
        var items = (await script.Client.AddContactsAsync(sent)).Items;
        for (var i = 1; i <= 1000; i++)
        {
            var item = items[i - 1];
            Assert.Equal(i % 2 == 0 ? $"Accepted {i} " : $"Refused  E{i}", $"{item.Outcome} {item.Value?.Id} {item.Error?.Code}");
        }
    }

    [Fact]
    public async Task Updates_are_identified_by_id_external_id_or_new_external_id()
    {
        script.Answers("""[{"id":"9","externalId":"C-3"},{"id":"5","externalId":"X"},{"id":7}]""", $"[{Error("C-4")},{Error("8")}]", 207, 2);
        var result = await script.Client.UpdateContactsAsync(
        [
            new ContactUpdate { Id = 7, FirstName = new("A") },
            new ContactUpdate { ExternalId = "C-4", FirstName = new("A") },
            new ContactUpdate { ExternalId = "C-2", NewExternalId = new("C-3") },
            new ContactUpdate { Id = 8, ExternalId = "C-4", FirstName = new("A") },
            new ContactUpdate { ExternalId = "X", FirstName = new("A") },
        ]);
        Assert.Equal("Accepted=7 Refused:E Accepted=9 Refused:E Accepted=5", Outcomes(result));
    }

    [Theory]
    [InlineData("[{\"id\":5,\"email\":\"a@example.com\"}]", "Accepted=5 Refused:E")]
    [InlineData("[{\"id\":5}]", "OutcomeUnknown:E OutcomeUnknown:E")]
    public async Task An_update_that_clears_the_external_id_is_identified_by_a_contact_without_one(string data, string expected)
    {
        script.Answers(data, $"[{Error()}]", 207);
        var result = await script.Client.UpdateContactsAsync(
            [new ContactUpdate { ExternalId = "A", NewExternalId = new(null) }, new ContactUpdate { ExternalId = "B", FirstName = new("A") }]);
        Assert.Equal(expected, Outcomes(result));
    }

    [Theory]
    [InlineData("id", "2")]
    [InlineData("email", "bad")]
    [InlineData("phoneNumber", "x")]
    [InlineData("externalId", "N")]
    [InlineData("firstName", "")]
    [InlineData("lastName", "L")]
    [InlineData("companyName", "C")]
    [InlineData("createdAt", "2025-01-02 00:00:00")]
    public async Task Any_field_can_identify_the_refused_update(string parameter, string value)
    {
        script.Answers(errors: $"[{Error(parameter: parameter, value: value)}]", status: 207);
        var result = await script.Client.UpdateContactsAsync(
        [
            new ContactUpdate { Id = 1, CompanyName = new("D") },
            new ContactUpdate
            {
                Id = 2,
                Email = new("bad"),
                PhoneNumber = new("x"),
                NewExternalId = new("N"),
                FirstName = new(null),
                LastName = new("L"),
                CompanyName = new("C"),
                CreatedAt = new(new DateTime(2025, 1, 2)),
            },
        ]);
        Assert.Equal("Accepted Refused:E", Outcomes(result));
    }

    [Fact]
    public async Task If_two_updates_are_about_one_contact_the_value_identifies_the_refused_one()
    {
        script.Answers("""[{"id":"1"}]""", $"[{Error("1", "email", "bad")}]", 207);
        var result = await script.Client.UpdateContactsAsync(
            [new ContactUpdate { Id = 1, Email = new("bad") }, new ContactUpdate { Id = 1, FirstName = new("A") }]);
        Assert.Equal("Refused:E Accepted=1", Outcomes(result));
    }

    [Fact]
    public async Task A_refused_id_is_identified_by_source_or_by_value()
    {
        script.Answers("""[{"id":"3"}]""", $"[{Error("1")},{Error(parameter: "id", value: "2")}]", 207);
        Assert.Equal("Refused:E Refused:E Accepted=3", Outcomes(await script.Client.UnsubscribeAsync("email", [1, 2, 3])));
    }

    [Fact]
    public async Task A_repeated_id_is_sent_once_and_reported_twice()
    {
        script.Answers("""[{"id":"5"}]""", $"[{Error("6")}]", 207);
        var result = await script.Client.ResubscribeAsync("sms", [6, 5, 6, 5]);
        Assert.Equal("Refused:E Accepted=5 Refused:E Accepted=5", Outcomes(result));
        Assert.Equal((207, "085fa5dabf"), (result.Status, result.UniqId));
    }

    [Fact]
    public async Task Groups_are_identified_by_id()
    {
        script.Answers("""[{"id":4,"name":"VIP"}]""", $"[{Error("3")}]", 207);
        var result = await script.Client.AddContactToGroupsAsync(7, [3, 4]);
        Assert.Equal([BatchOutcome.Refused, BatchOutcome.Accepted], result.Items.Select(item => item.Outcome));
        Assert.Equal("VIP", result.Items[1].Value?.Name);
    }

    [Fact]
    public async Task Two_results_for_the_same_items_are_combined_and_the_first_failure_is_kept()
    {
        script.Answers("""[{"id":1},{"id":2}]""", $"[{Error("3", code: "E1")}]", 207);
        script.Answers("""[{"id":1}]""", $"[{Error("2", code: "E2")},{Error("3", code: "E2")}]", 207);
        var one = await script.Client.ResubscribeAsync("sms", [1, 2, 3]);
        var two = await script.Client.ResubscribeAsync("email", [1, 2, 3]);
        Assert.Equal("Accepted=1 Refused:E2 Refused:E1", Outcomes(one.And(two)));
    }

    [Fact]
    public async Task Results_for_different_numbers_of_items_cannot_be_combined()
    {
        script.Answers().Answers();
        var one = await script.Client.DeleteContactsAsync([1]);
        var two = await script.Client.DeleteContactsAsync([1, 2]);
        Assert.Throws<ArgumentException>(() => one.And(two));
        Assert.Throws<ArgumentNullException>(() => one.And(null!));
    }
}
