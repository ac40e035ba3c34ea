using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Testing;
using CsCheck;

namespace ContactsPS.Tests.Redaction;

/// <summary>Whatever characters the service sends, no output of the module controls a terminal or forges a line; objects and files keep the characters.</summary>
public sealed class VisibleTextTests : IDisposable
{
    private const string Evil = "\u001b[2J\u001b]8;;https://x.example\u0007";

    // Each line ends with what a user would see of it. Its line breaks come from the engine and the module, and are removed.
    private static readonly string[] Shown =
    [
        "Get-Contact | Out-String -Width 300",
        "Get-Contact | Format-List | Out-String -Width 300",
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Contact)[0])) | Out-String -Width 300",
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Contact)[0])) | Format-List | Out-String -Width 300",
        "Get-ContactGroup | Out-String -Width 300; Get-ContactGroup | Format-List | Out-String -Width 300",
        "Get-ContactField | Out-String -Width 300; Get-ContactField | Format-List | Out-String -Width 300",
        "Get-ContactSegment | Out-String -Width 300; Get-ContactSegment | Format-List | Out-String -Width 300",
        "[pscustomobject]@{ ExternalId = $text; FirstName = $text + 'x' } | Sync-Contact -WhatIf | Out-String -Width 300",
        "(TabExpansion2 ($line = 'Add-ContactGroup -Id 1 -GroupId ') $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText; $_.ListItemText; $_.ToolTip }",
        "(TabExpansion2 ($line = 'Get-ContactGroup -Name ') $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText; $_.ListItemText; $_.ToolTip }",
    ];

    // The streams that are checked: errors, verbose and debug lines, warnings, questions, the summary.
    private static readonly string[] Said =
    [
        "Set-Contact -ExternalId $text -FirstName $text @noisy",
        "Get-Contact @noisy",
        "Get-ContactSegment -Id 7 @noisy",
        "New-Contact -Email a@example.com -ExternalId $text @noisy",
        "@{ Email = 'a@example.com'; $text = $text } | New-Contact @noisy",
        "Remove-Contact -ExternalId $text -WhatIf @noisy; Remove-Contact -ExternalId $text -Confirm:$false @noisy",
        "Add-ContactGroup -Email $text -GroupId 3 -WhatIf @noisy",
        "Set-ContactSubscription -Id 1 -Channel $text -State Subscribed @noisy; Set-ContactSubscription -Id $text -Channel sms -State Subscribed @noisy",
        "Invoke-ContactApi /group -Method POST -Body @{ name = $text } @noisy",
        "Test-ContactConnection @noisy",
        "Get-ContactConnection -Name ([wildcardpattern]::Escape($text)) @noisy",
        "Export-Contact \"nowhere-$text/x.csv\" -WhatIf @noisy",
    ];

    private readonly RecordingHost host = new();
    private readonly HostedEngine engine;
    private readonly LoopbackServer server;
    private readonly ScratchFolder folder = new();
    private string text = Evil;
    private int status = 200;

    public VisibleTextTests()
    {
        engine = HostedEngine.WithModule(host);
        server = LoopbackServer.Responding(_ => Task.FromResult<string?>(ReceivedRequest.Answer($"{status.ToString(CultureInfo.InvariantCulture)} x", Body())));
        engine.Connect(new EngineConnection(server.BaseUri, "key", "token") { MaximumRetryCount = 0 });
        engine.Run("$PSStyle.OutputRendering = 'PlainText'; $noisy = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue' }").ThrowIfFailed();
    }

    public void Dispose()
    {
        engine.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_table_shows_an_escape_sequence_and_the_object_keeps_it()
    {
        Assert.Contains(@"\u001B[2J", string.Concat(engine.Run("Get-ContactGroup | Out-String -Width 300").ThrowIfFailed().Texts), StringComparison.Ordinal);
        Assert.Equal([Evil], engine.Run("(Get-Contact).FirstName").ThrowIfFailed().Texts);
    }

    [Fact]
    public void The_report_shows_an_escape_sequence_escaped()
    {
        var path = folder.PathOf("report.html");
        engine.Run("Export-ContactReport $path", ("path", path)).ThrowIfFailed();
        var page = File.ReadAllText(path);
        Assert.Contains(@"<span>\u001B[2J", page, StringComparison.Ordinal);
        AssertVisible(page, "the report");
    }

    [Fact]
    public void No_output_holds_a_raw_control_character_whatever_the_service_sends() => Gen.Select(
        Gen.OneOf("a", "ż", "\u001b[31m", "\u001b]8;;x\u0007", "\r\n", "\n", "\t", "\0", "\u0085", "\u009b2J", "\u00ad", "\u200b", "\u202e", "\u2066", "\u2028", "\ufeff", "\U000e0041", "\U0001f600", "'").Array[1, 6].Select(string.Concat),
        Gen.OneOf(200, 207, 400, 401, 404, 422, 500)).Sample(
        (drawn, code) =>
        {
            (text, status) = (drawn, 200);
            foreach (var script in Shown)
            {
                AssertVisible(string.Concat(engine.Run(script, ("text", drawn)).Texts), script);
            }

            status = code;
            foreach (var script in Said)
            {
                AssertStreamsVisible(engine.Run(script, ("text", drawn)), script);
            }
        },
        iter: 20,
        threads: 1);

    private static void AssertStreamsVisible(EngineResult result, string script)
    {
        foreach (var error in result.Errors.Append(result.Terminating).OfType<System.Management.Automation.ErrorRecord>())
        {
            if (error.FullyQualifiedErrorId.Contains("ContactsPS", StringComparison.Ordinal) && !error.FullyQualifiedErrorId.StartsWith("Parameter", StringComparison.Ordinal))
            {
                AssertLine(error.ToString(), script);
                AssertLine(error.Exception.Message, script);
                AssertLine(error.CategoryInfo.ToString(), script);
            }
        }

        Assert.All([.. result.Warnings, .. result.Verbose, .. result.Information.Select(record => record.MessageData.ToString()!)], line => AssertLine(line, script));

        // A body is written on its own line.
        Assert.All(result.Debug, line => Assert.True(line.Split('\n').Length <= 2, $"{script}: {line}"));
        Assert.All(result.Debug, line => AssertVisible(line, script));
    }

    private static void AssertLine(string line, string script)
    {
        Assert.DoesNotContain('\n', line);
        AssertVisible(line, script);
    }

    private static void AssertVisible(string shown, string script)
    {
        foreach (var rune in shown.Replace(Environment.NewLine, "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).EnumerateRunes())
        {
            Assert.False(
                Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
                $"{script}: U+{rune.Value:X4} in {JsonSerializer.Serialize(shown)}");
        }
    }

    private string Body()
    {
        var item = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = 7,
            ["name"] = text,
            ["description"] = text,
            ["type"] = text,
            ["email"] = text,
            ["phoneNumber"] = text,
            ["externalId"] = text,
            ["firstName"] = text,
            ["lastName"] = text,
            ["companyName"] = text,
            ["externalData"] = new Dictionary<string, object>(StringComparer.Ordinal) { [text] = text },
            ["x" + text] = text,
            ["count"] = 3,
        };
        var error = new { code = text, title = text, message = text, meta = new { parameter = text, value = text, source = text } };
        return JsonSerializer.Serialize(new
        {
            meta = new { numberOfErrors = status == 200 ? 0 : 1, numberOfData = 1, status, uniqId = text },
            data = status is 200 or 207 ? new object[] { item } : [],
            errors = status == 200 ? Array.Empty<object>() : [error],
        });
    }
}
