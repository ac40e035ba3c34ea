using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class SandboxTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_sandbox_is_filled_from_a_CSV_and_warns_about_rows_that_the_service_would_refuse()
    {
        var result = engine.Run("$sandbox = Start-ContactSandbox -Path $csv; $sandbox | Connect-ContactService", ("csv", Repository.PathOf("samples", "contacts.csv")));
        Assert.NotEmpty(result.Warnings);
        Assert.All(result.Warnings, warning => Assert.Matches(@"contacts\.csv, line \d+: not loaded: ", warning));
        var count = (int)engine.Run("$sandbox.ContactCount").Value!;
        Assert.Equal(300, count + result.Warnings.Count);
        Assert.Equal(count, engine.Run("Get-Contact").Output.Count);
    }

    [Theory]
    [InlineData("a.csv", "ExternalId,Email \nC-1,a@example.com\n", "")]
    [InlineData("semicolon.csv", "sep=;\nExternalId;Email;FirstName\nC-1;a@example.com;\"Ewa; Anna\"\n", "")]
    [InlineData("typed.csv", "ExternalId;Email\nC-1;a@example.com\n", "-Delimiter ';'")]
    [InlineData("guarded.csv", "ExternalId,Email,CompanyName\nC-1,a@example.com,'=1+1\n", "")]
    [InlineData("values.csv", "ExternalId,PhoneNumber,CreatedAt\nC-1,+48 (58) 555.01-02,1700000000\nC-2,555 010 203,2024-01-31T10:00:00Z\n", "")]
    [InlineData("data.csv", "ExternalId,Email,ExternalData.City\nC-1,a@example.com,Gdynia\n,,\n", "")]
    [InlineData("a.jsonl", "{\"externalId\":\"C-1\",\"email\":\"a@example.com\",\"externalData\":{\"points\":7,\"city\":\"Gdynia\"}}\n", "")]
    [InlineData("quoted.csv", "ExternalId, Email,CompanyName\nC-1, \"a@example.com\",\"two\n\nlines\"\n", "")]
    public void A_sandbox_reads_a_file_as_a_sync_does(string name, string text, string options)
    {
        var path = Write(name, text);
        var result = engine.Run($"$sandbox = Start-ContactSandbox -Path $path {options}; $sandbox | Connect-ContactService; Sync-Contact -Path $path {options} -WhatIf", ("path", path));
        Assert.Empty(result.Warnings);
        Assert.NotEmpty(result.ThrowIfFailed().Output);
        Assert.All(result.Output, change => Assert.Equal("Unchanged", change.Properties["Action"].Value.ToString()));
    }

    [Theory]
    [InlineData("Email,EMAIL\na@example.com,b@example.com\n", "EMAIL")]
    [InlineData("Email;FirstName\na@example.com;Ewa\nb@example.com;Jan\n", "-Delimiter")]
    [InlineData("Email,FirstName\na@example.com,\"Ewa\n", "no closing quotation mark")]
    public void A_file_that_a_sync_refuses_is_one_error(string text, string said)
    {
        var result = engine.Run("Start-ContactSandbox -Path $path", ("path", Write("broken.csv", text)));
        Assert.Contains(said, result.SingleError("SandboxFailed").ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_damaged_row_is_skipped_with_a_warning_that_names_its_line()
    {
        var result = engine.Run("(Start-ContactSandbox -Path $path).ContactCount", ("path", Write("rows.csv", "Email,FirstName\na@example.com,\"Ewa\" Anna\n\nb@example.com,Jan,more\nc@example.com,\n")));
        Assert.Equal(["1"], result.Texts);
        Assert.Equal(["2", "4"], result.Warnings.Select(warning => Regex.Match(warning, @"rows\.csv, line (\d)").Groups[1].Value));
    }

    [Theory]
    [InlineData("-Path 'a[1].csv'")]
    [InlineData("-LiteralPath 'a[1].csv'")]
    [InlineData("-LiteralPath (Get-Item -LiteralPath 'a[1].csv')")]
    [InlineData("(Get-Item -LiteralPath 'a[1].csv')")]
    [InlineData("-Path '*1?.csv' -Encoding utf8 -UseCulture")]
    public void Its_path_is_given_as_for_a_sync(string arguments)
    {
        Write("a[1].csv", "Email\na@example.com\n");
        engine.Run("Set-Location $folder", ("folder", folder.FullName)).ThrowIfFailed();
        Assert.Equal(["1"], engine.Run($"(Start-ContactSandbox {arguments}).ContactCount").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Groups_in_a_file_are_found_by_name_or_created_and_opt_outs_are_applied()
    {
        var path = Write("groups.csv", "Email,GroupName,Unsubscribed,AddToGroup,Id,InArchive\na@example.com,vip; New ,Email;sms,,77,False\nb@example.com,New,all,2;3,,\nc@example.com,,pigeon,,,\nd@example.com,,,99,,\n");
        var result = engine.Run("Start-ContactSandbox -Path $path | Connect-ContactService", ("path", path));
        Assert.Equal(["4", "5"], result.Warnings.Select(warning => Regex.Match(warning, @"groups\.csv, line (\d)").Groups[1].Value));
        Assert.Equal(["New,VIP", "New,Newsletter,VIP"], engine.Run("Get-Contact | ForEach-Object { ($_ | Get-ContactGroup).Name.Where{ $_ -ne 'All contacts' } | Sort-Object | Join-String -Separator ',' }").Texts);
        Assert.Equal(["2", "2", "1"], engine.Run("'Email', 'Sms', 'Push' | ForEach-Object { @(Get-Contact -Unsubscribed $_).Count }").Texts);
    }

    [Fact]
    public void It_shows_its_own_credential() =>
        Assert.NotEmpty(engine.Run("(Start-ContactSandbox).Credential.GetNetworkCredential().Password").Texts[0]);

    [Fact]
    public void It_listens_on_loopback_and_each_sandbox_has_its_own_port()
    {
        var uris = engine.Run("1..3 | ForEach-Object { (Start-ContactSandbox).BaseUri }").Output.Select(item => (Uri)item.BaseObject).ToList();
        Assert.All(uris, uri => Assert.True(uri.IsLoopback));
        Assert.Equal(3, uris.Select(uri => uri.Port).Distinct().Count());
    }

    [Fact]
    public void Stop_ends_the_piped_sandboxes_or_all_of_the_session()
    {
        engine.Run("$a = Start-ContactSandbox; $b = Start-ContactSandbox; $c = Start-ContactSandbox; $a | Stop-ContactSandbox").ThrowIfFailed();
        Assert.Equal(["False True True"], engine.Run("\"$($a.IsRunning) $($b.IsRunning) $($c.IsRunning)\"").Texts);
        engine.Run("Stop-ContactSandbox; Stop-ContactSandbox").ThrowIfFailed();
        Assert.Equal(["False False False"], engine.Run("\"$($a.IsRunning) $($b.IsRunning) $($c.IsRunning)\"").Texts);
    }

    [Theory]
    [InlineData("-Path ./nowhere.csv", "nowhere.csv")]
    [InlineData("-Path nosuchdrive:/contacts.csv", "nosuchdrive")]
    public void A_file_that_does_not_exist_is_an_error_that_names_it(string arguments, string named) =>
        Assert.Contains(named, engine.Run($"Start-ContactSandbox {arguments}").SingleError("SandboxFailed").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_port_in_use_is_an_error()
    {
        engine.Run("$a = Start-ContactSandbox").ThrowIfFailed();
        engine.Run("Start-ContactSandbox -Port $a.BaseUri.Port").SingleError("SandboxFailed");
    }

    [Fact]
    public void DelayMilliseconds_delays_every_response()
    {
        engine.Run("Start-ContactSandbox -DelayMilliseconds 300 | Connect-ContactService").ThrowIfFailed();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        engine.Run("Get-Contact").ThrowIfFailed();
        Assert.True(watch.ElapsedMilliseconds >= 290, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public void FaultRate_makes_a_share_of_requests_fail_and_reading_succeeds_despite_it()
    {
        engine.Run("$sandbox = Start-ContactSandbox -FaultRate 0.3; $sandbox | Connect-ContactService -MaximumRetryCount 20").ThrowIfFailed();
        engine.Run("1..10 | ForEach-Object { Get-Contact }").ThrowIfFailed();
        Assert.Contains(engine.Run("$sandbox.Requests.Status").Texts, status => status is "500" or "502" or "503" or "429" or "0");
    }

    [Fact]
    public void A_request_log_lists_the_requests() =>
        Assert.Equal(
            ["POST /v2.1/contact 200 1"],
            engine.Run("$s = Start-ContactSandbox; $s | Connect-ContactService; $null = New-Contact -Email a@example.com; $s.Requests | ForEach-Object { '{0} {1} {2} {3}' -f $_.Method, $_.Path, $_.Status, $_.Items }").ThrowIfFailed().Texts);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
