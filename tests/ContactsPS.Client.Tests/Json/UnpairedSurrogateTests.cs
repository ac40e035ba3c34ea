using System.Text;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>A text cut in the middle of an emoji holds an unpaired surrogate. JSON may contain it, but .NET's reader refuses it.</summary>
public sealed class UnpairedSurrogateTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task An_unpaired_surrogate_in_one_contact_becomes_U_FFFD_and_the_other_contacts_are_read()
    {
        script.Answers("""[{"id":1,"firstName":"Ann"},{"id":2,"firstName":"Eva \ud83d","email":"\udc4d@example.com"},{"id":3,"firstName":"\ud83d\ude00"}]""");
        var contacts = await script.Client.ListContacts(paging: new ListOptions { First = 3 }).ToListAsync();
        Assert.Equal(["Ann", "Eva \ufffd", "\U0001f600"], contacts.Select(contact => contact.FirstName));
        Assert.Equal("\ufffd@example.com", contacts[1].Email);
    }

    [Theory]
    [InlineData(@"\ud83d", "\ufffd")]
    [InlineData(@"\uDE00", "\ufffd")]
    [InlineData(@"\ude00\ud83d", "\ufffd\ufffd")]
    [InlineData(@"\ud83d\ud83d\ude00", "\ufffd\U0001f600")]
    [InlineData(@"\ud83d😀", "\ufffd\U0001f600")]
    [InlineData(@"😀\ude00", "\U0001f600\ufffd")]
    [InlineData(@"\ud83dude00", "\ufffdude00")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d\n\t\r\b\f\""\/\u0000\u017c", "\\\ufffd\n\t\r\b\f\"/\0ż")]
    public async Task The_rest_of_the_text_is_unchanged(string written, string expected)
    {
        script.Answers($$$"""[{"firstName":"{{{written}}}","extra":"{{{written}}}","externalData":{"City":"{{{written}}}","x{{{written}}}":["{{{written}}}"]}}]""");
        var contact = Assert.Single(await script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync());
        Assert.Equal(expected, contact.FirstName);
        Assert.Equal(expected, contact.AdditionalProperties["extra"]);
        Assert.Equal(expected, contact.ExternalData["City"]);
        Assert.Equal([expected], Assert.IsType<object[]>(contact.ExternalData["x" + expected]));
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task An_unpaired_surrogate_is_not_NotTheService_for_any_operation(string operation)
    {
        const string Text = """
            "\ud83d":"\ud83d","id":"7\ud83d","name":"\ud83d","title":"\ud83d","message":"\ud83d","code":"\ud83d","createdAt":"\ud83d","meta":{"\ud83d":"\ud83d","parameter":"\ud83d"},"list":["\ud83d",{"\ud83d":1}]
            """;
        script.AnswersTimes(3, 422, $$"""{"\ud83d":"\ud83d","meta":{"\ud83d":"\ud83d","uniqId":"\ud83d","numberOfErrors":"\ud83d"},"data":[{{{Text}}}],"errors":[{{{Text}}}]}""");
        try
        {
            await script.Client.RunAsync(operation);
        }
        catch (ContactsException exception)
        {
            Assert.NotEqual(ContactsFailure.NotTheService, exception.Failure);
            Assert.Equal("\ufffd", exception.UniqId);
            Assert.Equal(("\ufffd", "\ufffd"), (exception.Errors[0].Title, exception.Errors[0].Parameter));
        }
    }

    [Theory]
    [InlineData(400, ContactsFailure.Refused)]
    [InlineData(403, ContactsFailure.Forbidden)]
    public async Task A_body_with_an_unpaired_surrogate_is_sent_and_its_refusal_is_read(int status, ContactsFailure failure)
    {
        script.Answers(errors: """[{"title":"bad"}]""", status: status);
        var request = new ApiRequest { Path = "/group", Method = HttpMethod.Post, Json = """[{"name":"\ud83d"}]""" };
        var refused = await Assert.ThrowsAsync<ContactsException>(() => script.Client.SendAsync(request));
        Assert.Equal(failure, refused.Failure);
    }

    [Fact]
    public async Task The_trace_of_a_body_continues_after_an_unpaired_surrogate()
    {
        var lines = new List<RequestTrace>();
        script.Answers("""[{"id":1,"\ud83d":"\ud83d"},{"id":1234}]""");
        await script.Client.WithTrace(lines.Add, isDetailed: true, CancellationToken.None).ListGroups(new ListOptions { First = 2 }).ToListAsync();
        Assert.Contains(lines, line => line.IsDetail && line.Line.Contains("1234", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("firstName")]
    [InlineData("extra")]
    public async Task Invalid_UTF_8_is_still_an_error(string name)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($$"""{"meta":{},"data":[{"{{name}}":"\ud83d"""), 0xC3, 0x28, .. "\"}]}"u8];
        script.AnswersBytes(200, body);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync().AsTask());
        Assert.Contains("not UTF-8", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_an_unpaired_surrogate_causes_no_exception()
    {
        var thrown = 0;
        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs args) =>
            thrown += args.Exception is InvalidOperationException && args.Exception.StackTrace?.Contains(nameof(JsonText), StringComparison.Ordinal) == true ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            var reader = new System.Text.Json.Utf8JsonReader("""["\ud83d\ude00 \u017c"]"""u8);
            reader.Read();
            reader.Read();
            Assert.Equal("\U0001f600 ż", JsonText.Read(ref reader));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);
    }
}
