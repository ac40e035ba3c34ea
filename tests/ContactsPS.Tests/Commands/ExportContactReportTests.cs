using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class ExportContactReportTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-report-");

    public ExportContactReportTests() => engine.Run("""
        $null = @(
            @{ ExternalId = 'C-1'; Email = 'anna.nowak@shop.example'; PhoneNumber = '+48501100200'; FirstName = 'Anna'; ExternalData = @{ City = 'Gdynia' } }
            @{ ExternalId = 'C-2'; Email = 'Anna.Nowak@shop.example'; LastName = 'Nowak' }
            @{ ExternalId = 'C-3'; PhoneNumber = '48501100200'; CreatedAt = '2000-02-03' }
        ) | New-Contact
        Set-ContactSubscription -Id 3 -Channel sms -State Unsubscribed
        Add-ContactGroup -ContactId 1, 2 -GroupId 3
        """).ThrowIfFailed();

    private string File => Path.Combine(folder.FullName, "report.html");

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("contacts", 3)]
    [InlineData("created.recent", 2)]
    [InlineData("created.2000", 1)]
    [InlineData("channel.sms.subscribed", 2)]
    [InlineData("channel.sms.unsubscribed", 1)]
    [InlineData("channel.push.notKnown", 0)]
    [InlineData("group.1", 3)]
    [InlineData("group.3", 2)]
    [InlineData("segment.1", 2)]
    [InlineData("segment.4", 1)]
    [InlineData("field.Email", 2)]
    [InlineData("field.CompanyName", 0)]
    [InlineData("field.ExternalData.City", 1)]
    [InlineData("shared.email.values", 1)]
    [InlineData("shared.email.contacts", 2)]
    [InlineData("shared.phone.values", 1)]
    public void The_whole_account_is_counted(string figure, int count)
    {
        Export();
        Assert.Equal(count, Of(figure));
    }

    [Fact]
    public void Groups_of_more_than_a_page_are_counted_without_reading_their_members()
    {
        engine.Run("$null = 1..2345 | ForEach-Object { @{ Email = \"c$_@example.com\"; AddToGroup = if ($_ % 2) { 4 } else { 5 } } } | New-Contact -BatchSize 1000").ThrowIfFailed();
        engine.ForgetRequests();
        Export();
        Assert.Equal((2348, 1173, 1172, 2348), (Of("contacts"), Of("group.4"), Of("group.5"), Of("group.1")));
        Assert.InRange(engine.Requests.Count, 1, 80);
    }

    [Fact]
    public void Piped_contacts_are_counted_without_a_connection()
    {
        engine.Run("$contacts = Get-Contact -First 2; Disconnect-ContactService").ThrowIfFailed();
        Export("$contacts | ");
        Assert.Equal((2, 1), (Of("contacts"), Of("shared.email.values")));
        Assert.DoesNotContain("group.1", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_restored_from_a_file_are_counted_like_live_ones()
    {
        Export("Get-Contact | ");
        var live = Metrics;
        engine.Run("$back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-Contact)))").ThrowIfFailed();
        Export("$back | ");
        Assert.Equal(live, Metrics);
        Assert.Equal(1, Of("channel.sms.unsubscribed"));
    }

    [Theory]
    [InlineData("@{ Email = 'x@example.com' }")]
    [InlineData("[pscustomobject]@{ Email = 'x@example.com' }")]
    [InlineData("(Get-ContactGroup -Name VIP)")]
    [InlineData("7")]
    public void An_object_that_is_not_a_contact_is_refused_and_the_others_are_counted(string input)
    {
        engine.Run($"{input}, (Get-Contact -Id 1) | Export-ContactReport $file", ("file", File)).SingleError("NotAContact");
        Assert.Equal(1, Of("contacts"));
    }

    [Fact]
    public void The_file_holds_no_personal_data_unless_it_is_requested()
    {
        Export();
        Assert.All(new[] { "anna", "Nowak", "501100200", "C-1", "Gdynia", "shop.example" }, value => Assert.DoesNotContain(value, Html, StringComparison.OrdinalIgnoreCase));
        Export(arguments: "-IncludePersonalData");
        Assert.All(new[] { "anna.nowak@shop.example", "501100200" }, value => Assert.Contains(value, Html, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Changes_since_an_earlier_report_are_shown_next_to_each_number()
    {
        Export();
        engine.Run("$null = New-Contact -Email new@example.com; Remove-ContactGroup -ContactId 1 -GroupId 3").ThrowIfFailed();
        Export(arguments: "-Since $file");
        Assert.Equal((1, -1, 0), (Change("contacts"), Change("group.3"), Change("shared.email.values")));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""<script type="application/json" id="contacts-report">{"version":2}</script>""")]
    [InlineData("""<script type="application/json" id="contacts-report">[</script>""")]
    [InlineData(null)]
    public void A_file_that_is_not_a_report_is_refused_for_a_comparison(string? text)
    {
        var earlier = Path.Combine(folder.FullName, "earlier.html");
        if (text is not null)
        {
            System.IO.File.WriteAllText(earlier, text);
        }

        engine.Run("Export-ContactReport $file -Since $earlier", ("file", File), ("earlier", earlier)).SingleError("NotAReport");
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_title_is_shown_as_text_whatever_it_contains()
    {
        Export(arguments: "-Title \"<script>alert(1)</script> & `u{1}'x'\"".Replace("`u{1}", "$([char]1)", StringComparison.Ordinal));
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\u0001'x'</h1>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void PassThru_writes_the_file_object_and_without_it_nothing_is_written()
    {
        Assert.Empty(engine.Run("Export-ContactReport $file", ("file", File)).ThrowIfFailed().Output);
        Assert.Equal(File, Assert.IsType<FileInfo>(engine.Run("Export-ContactReport $file -PassThru", ("file", File)).ThrowIfFailed().Value).FullName);
    }

    [Theory]
    [InlineData("report.html", "-NoClobber")]
    [InlineData("nowhere/report.html", "")]
    [InlineData("Env:/report.html", "")]
    [InlineData("", "")]
    public void A_path_that_cannot_be_written_is_an_error_before_anything_is_read(string name, string arguments)
    {
        System.IO.File.WriteAllText(File, "as it was");
        engine.ForgetRequests();
        var path = name.StartsWith("Env:", StringComparison.Ordinal) ? name : Path.Combine(folder.FullName, name);
        engine.Run($"Export-ContactReport $path {arguments}", ("path", path)).SingleError("ReportNotWritten");
        Assert.Empty(engine.Requests);
        Assert.Equal("as it was", Html);
    }

    [Fact]
    public void A_read_only_file_is_replaced_only_with_Force()
    {
        System.IO.File.WriteAllText(File, "as it was");
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);
        engine.Run("Export-ContactReport $file", ("file", File)).SingleError("ReportNotWritten");
        Export(arguments: "-Force");
        Assert.Equal(3, Of("contacts"));
    }

    [Fact]
    public void WhatIf_neither_reads_nor_writes()
    {
        engine.ForgetRequests();
        Export(arguments: "-WhatIf");
        Assert.Empty(engine.Requests);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public void If_the_account_cannot_be_read_completely_the_file_is_unchanged()
    {
        System.IO.File.WriteAllText(File, "as it was");
        using var broken = HostedEngine.Connected("-FaultRate 1 -Fault Unavailable");
        Assert.Single(broken.Run("$sandbox | Connect-ContactService -MaximumRetryCount 0; Export-ContactReport $file", ("file", File)).Errors);
        Assert.Equal("as it was", Html);
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void Counts_are_left_out_on_request()
    {
        engine.ForgetRequests();
        Export(arguments: "-GroupLimit 0 -SegmentLimit 1");
        Assert.DoesNotContain(engine.Requests, request => request.EndsWith("/group", StringComparison.Ordinal));
        Assert.Contains("3 more of 4 were not counted", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_without_data_in_the_contacts_is_counted_with_the_filter_of_the_service()
    {
        using var service = ServiceThatLists(
            ("isUnsubscribeSms=1", ["""{"id":1}"""]),
            ("isUnsubscribeSms=0", ["""{"id":2}""", """{"id":3}"""]),
            ("/contact?", ["""{"id":1}""", """{"id":2}""", """{"id":3}"""]));
        Export();
        Assert.Equal((3, 2, 1, 0), (Of("contacts"), Of("channel.sms.subscribed"), Of("channel.sms.unsubscribed"), Of("channel.sms.notKnown")));
    }

    [Fact]
    public void If_the_service_ignores_the_filter_the_channel_is_shown_as_unknown()
    {
        using var service = ServiceThatLists(("/contact?", ["""{"id":1}""", """{"id":2}""", """{"id":3}"""]));
        Export();
        Assert.Equal((3, 3), (Of("contacts"), Of("channel.sms.notKnown")));
        Assert.DoesNotContain("data-figure=\"channel.sms.subscribed\"", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_whose_list_does_not_end_is_shown_as_unknown()
    {
        using var service = ServiceThatLists(
            ("group=7", [.. Enumerable.Range(1, 1000).Select(id => $"{{\"id\":{id}}}")]),
            ("/group", ["""{"id":7,"name":"Endless"}"""]),
            ("/contact?", ["""{"id":1}"""]));
        Export();
        Assert.Equal(1, Of("contacts"));
        Assert.Contains("Endless", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-figure=\"group.7\"", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_the_service_refuses_is_a_warning_and_shown_as_unknown()
    {
        using var service = ServiceThatLists(("/segment/9", null), ("/segment", ["""{"id":"9","name":"Hidden"}"""]), ("/contact?", ["""{"id":1}"""]));
        var result = engine.Run("Export-ContactReport $file", ("file", File)).ThrowIfFailed();
        Assert.StartsWith("The report shows a number as not known: ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, Of("contacts"));
        Assert.Contains("Hidden", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-figure=\"segment.9\"", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_without_a_date_are_reported_if_there_are_any()
    {
        Export();
        Assert.DoesNotContain("Without a date", Html, StringComparison.Ordinal);
        using var service = ServiceThatLists(("/contact?", ["""{"id":1}"""]));
        Export();
        Assert.Contains("Without a date: ", Html, StringComparison.Ordinal);
        Assert.Equal(1, Of("created.undated"));
    }

    /// <summary>Connects to a service that returns the first of these lists whose text is in the path of the request. A list without items is refused, and any other list is empty.</summary>
    private LoopbackServer ServiceThatLists(params (string Address, string[]? Items)[] lists)
    {
        var service = LoopbackServer.Responding(request => Task.FromResult<string?>(Answer(lists.FirstOrDefault(list => request.Target.Contains(list.Address, StringComparison.Ordinal), ("", [])).Items)));
        var credential = new System.Management.Automation.PSCredential("key", new System.Net.NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential -MaximumRetryCount 0", ("credential", credential)).ThrowIfFailed();
        return service;
    }

    private static string Answer(string[]? items) => items is null
        ? ReceivedRequest.Answer("403 Forbidden", "{}")
        : ReceivedRequest.Answer("200 OK", $$"""{"meta":{"numberOfErrors":0,"status":200,"uniqId":"r"},"data":[{{string.Join(',', items)}}],"errors":[]}""");

    private string Html => System.IO.File.ReadAllText(File);

    private string Metrics => string.Join('\n', Regex.Matches(Html, "<data .*").Select(match => match.Value));

    private void Export(string input = "", string arguments = "") =>
        engine.Run($"{input}Export-ContactReport $file {arguments}", ("file", File)).ThrowIfFailed();

    private int Of(string figure) => Value($"data-figure=\"{Regex.Escape(figure)}\"");

    private int Change(string figure) => Value($"class=\"change\" value=\"(-?\\d+)\" data-change=\"{Regex.Escape(figure)}\"");

    private int Value(string pattern)
    {
        var match = Regex.Match(Html, pattern.Contains('(', StringComparison.Ordinal) ? $"<data {pattern}" : $"<data value=\"(-?\\d+)\" {pattern}");
        Assert.True(match.Success, $"There is no {pattern} in the report.");
        return int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
