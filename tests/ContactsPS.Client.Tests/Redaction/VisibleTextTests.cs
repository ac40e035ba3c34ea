using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Tests;

public sealed class VisibleTextTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    [Theory]
    [InlineData("a\r\nb\tc", @"a\r\nb\tc")]
    [InlineData("\u001b[2J\u001b]8;;https://x.example\u0007", @"\u001B[2J\u001B]8;;https://x.example\u0007")]
    [InlineData("\0\u007f\u0085\u009b", @"\u0000\u007F\u0085\u009B")]
    [InlineData("\u00ad\u200b\u200f\u202a\u202e\u2066\u2069\ufeff", @"\u00AD\u200B\u200F\u202A\u202E\u2066\u2069\uFEFF")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("x\U000e0041y", @"x\uDB40\uDC41y")]
    public void Line_breaks_and_terminal_sequences_are_escaped(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("Ann's e-mail: ann@example.com")]
    [InlineData("Zażółć, 北京, \U0001f600, \u00a0")]
    [InlineData(@"C:\new\u001B")]
    public void Other_text_is_returned_as_the_same_instance(string text) => Assert.Same(text, VisibleText.Of(text));

    [Fact]
    public void An_unpaired_surrogate_is_escaped_too() => Assert.Equal(@"\uD83D!", VisibleText.Of("\ud83d!"));

    [Fact]
    public void Null_is_empty() => Assert.Equal(string.Empty, VisibleText.Of(null));

    [Fact]
    public async Task Text_of_the_service_cannot_forge_a_log_line_and_is_unchanged_in_the_objects()
    {
        const string Evil = "no\r\nVERBOSE: DELETE /contact: 200\u001b[1A\u202e";
        const string Json = @"no\r\nVERBOSE: DELETE /contact: 200\u001b[1A\u202e";
        var lines = new List<string>();
        script.AnswersRaw(401, $$"""{"meta":{"uniqId":"{{Json}}","\u001b\n":1},"data":[],"errors":[{"title":"{{Json}}","code":"{{Json}}"}]}""");
        script.AnswersRaw(200, $$"""{"meta":{"uniqId":"{{Json}}"},"data":[{"id":1,"firstName":"{{Json}}","{{Json}}":1}],"errors":[]}""");
        var client = script.Client.WithTrace(trace => lines.Add(trace.Line), isDetailed: true, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("7"));
        var contact = Assert.Single(await client.ListContacts(paging: new() { First = 1 }).ToListAsync());
        Assert.Equal((Evil, Evil, Evil, Evil), (failure.UniqId, failure.Errors[0].Title, contact.FirstName, contact.AdditionalProperties.Keys.Single()));
        Assert.Contains(@"no\r\nVERBOSE: DELETE", failure.Message, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains(@"uniqId no\r\nVERBOSE", StringComparison.Ordinal));
        foreach (var shown in lines.Append(failure.Message).Append(failure.Errors[0].ToString()))
        {
            Assert.All(shown.Split('\n'), part => Assert.Same(part, VisibleText.Of(part)));
            Assert.True(shown.Count(unit => unit == '\n') <= 1, shown);
        }
    }
}
