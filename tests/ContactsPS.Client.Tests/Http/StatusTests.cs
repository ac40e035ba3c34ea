using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>What each status means for each kind of operation if no retries are left.</summary>
public sealed class StatusTests : IDisposable
{
    // Creating is not here: if its outcome is unknown, it is looked up. RetryTests and CreateReconcilerTests test that.
    private static readonly (int Status, ContactsFailure Failure, ContactsFailure? WhenCreating)[] Failures =
    [
        (302, ContactsFailure.NotTheService, ContactsFailure.NotTheService),
        (401, ContactsFailure.Unauthorized, ContactsFailure.Unauthorized),
        (403, ContactsFailure.Forbidden, ContactsFailure.Forbidden),
        (405, ContactsFailure.NotTheService, ContactsFailure.NotTheService),
        (408, ContactsFailure.TimedOut, null),
        (413, ContactsFailure.BatchTooLarge, ContactsFailure.BatchTooLarge),
        (429, ContactsFailure.Throttled, ContactsFailure.Throttled),
        (500, ContactsFailure.ServiceFailed, null),
        (502, ContactsFailure.ServiceFailed, null),
        (503, ContactsFailure.ServiceFailed, null),
        (504, ContactsFailure.ServiceFailed, null),
    ];

    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    public static TheoryData<string, int, ContactsFailure> ByOperation
    {
        get
        {
            var rows = new TheoryData<string, int, ContactsFailure>();
            foreach (var operation in Operations.Names)
            {
                foreach (var (status, failure, whenCreating) in Failures)
                {
                    if ((operation == Operations.Create ? whenCreating : failure) is { } expected)
                    {
                        rows.Add(operation, status, expected);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(ByOperation))]
    public async Task Each_status_is_reported_as_its_own_failure(string operation, int status, ContactsFailure expected)
    {
        script.Answers(errors: """[{"title":"Sorry","code":"E-9-009"}]""", status: status, numberOfErrors: 1);
        var failure = await script.FailsAsync(operation);
        Assert.Equal((expected, status, "085fa5dabf"), (failure.Failure, (int)failure.Status!, failure.UniqId));
        Assert.Equal("E-9-009", Assert.Single(failure.Errors).Code);
        Assert.Contains("Sorry (E-9-009)", failure.Message, StringComparison.Ordinal);
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData(401, ContactsFailure.Unauthorized)]
    [InlineData(403, ContactsFailure.Forbidden)]
    [InlineData(413, ContactsFailure.BatchTooLarge)]
    [InlineData(429, ContactsFailure.Throttled)]
    [InlineData(502, ContactsFailure.ServiceFailed)]
    [InlineData(400, ContactsFailure.NotTheService)]
    [InlineData(422, ContactsFailure.NotTheService)]
    public async Task A_status_means_the_same_if_a_gateway_responds_with_HTML(int status, ContactsFailure expected)
    {
        script.AnswersRaw(status, "<html>Go away</html>");
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        Assert.Equal((expected, status, null), (failure.Failure, (int)failure.Status!, failure.UniqId));
        Assert.Empty(failure.Errors);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_refused_read_reports_the_reason_of_the_service(int status)
    {
        script.Answers(errors: """[{"title":"Invalid parameter","message":"limit is too high","code":"E-0-020"}]""", status: status);
        var failure = await script.FailsAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal((ContactsFailure.Refused, status), (failure.Failure, (int)failure.Status!));
        Assert.Equal("GET /group?offset=0&limit=1000: the service refused the request: Invalid parameter: limit is too high (E-0-020).", failure.Message);
    }

    [Fact]
    public async Task A_read_refused_without_a_reason_is_still_refused()
    {
        script.Answers(status: 422);
        var failure = await script.FailsAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal(ContactsFailure.Refused, failure.Failure);
        Assert.Contains("no reason given", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_write_that_is_refused_as_a_whole_is_a_result_and_not_an_exception(int status)
    {
        script.Answers(errors: """[{"title":"Invalid body","code":"E-0-010"}]""", status: status);
        var result = await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }, new NewContact { Email = "b@example.com" }]);
        Assert.Equal(status, result.Status);
        Assert.All(result.Items, item => Assert.Equal((BatchOutcome.Refused, "E-0-010"), (item.Outcome, item.Error?.Code)));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        script.AnswersRaw(status, "", "Location: https://elsewhere.example/v2.1/contact");
        Assert.Equal(ContactsFailure.NotTheService, (await script.FailsAsync(nameof(ContactsClient.ListContacts))).Failure);
        Assert.StartsWith(ScriptedResponses.BaseUri, script.OnlyRequest.Uri, StringComparison.Ordinal);
    }
}
