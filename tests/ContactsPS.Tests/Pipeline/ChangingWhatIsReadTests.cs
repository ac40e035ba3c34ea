using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A pipeline that changes what it reads changes exactly the matching contacts, although each change moves the following pages.</summary>
public sealed class ChangingWhatIsReadTests : IDisposable
{
    private const int Count = 2000;
    private const int Matching = 1000;

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly string csv = Path.GetTempFileName();

    public ChangingWhatIsReadTests() => engine.Run($$"""
        $null = 1..{{Count}} | ForEach-Object { @{ ExternalId = "C-$_"; Email = "c$_@example.com"; AddToGroup = $(if ($_ % 2) { 2 } else { 3 }) } } | New-Contact -BatchSize 1000
        Get-Contact -GroupId 2 | Set-ContactSubscription -Channel sms -State Unsubscribed -BatchSize 1000
        """).ThrowIfFailed();

    public void Dispose()
    {
        engine.Dispose();
        File.Delete(csv);
    }

    [Theory]
    [InlineData("Get-Contact -Unsubscribed sms -PageSize 50 | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Unsubscribed sms -PageSize 50 | ForEach-Object { Remove-Contact -Id $_.Id -Confirm:$false }")]
    [InlineData("Get-Contact -Unsubscribed sms -PageSize 50 -ThrottleLimit 1 | Remove-Contact -Confirm:$false -ThrottleLimit 1")]
    [InlineData("Get-Contact -GroupId 2 -PageSize 50 | Remove-Contact -Confirm:$false")]
    [InlineData("Get-ContactGroup | Where-Object Id -EQ 2 | Get-Contact -PageSize 50 | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -PageSize 50 | ForEach-Object { if ($_.Id -eq 30) { Get-Contact -Unsubscribed sms -PageSize 50 | Remove-Contact -Confirm:$false }; $seen++ }; if ($seen -ne 2000) { throw $seen }")]
    public void All_matching_contacts_are_removed_and_no_others(string pipeline)
    {
        engine.Run(pipeline).ThrowIfFailed();
        Assert.Equal(Count - Matching, Number("@(Get-Contact).Count"));
        Assert.Equal(0, Number("@(Get-Contact -Unsubscribed sms).Count"));
    }

    [Theory]
    [InlineData("Set-ContactSubscription -Channel sms -State Subscribed")]
    [InlineData("ForEach-Object { $_ | Set-ContactSubscription -Channel sms -State Subscribed }")]
    public void All_unsubscribed_contacts_are_subscribed(string change)
    {
        engine.Run($"Get-Contact -Unsubscribed sms -PageSize 50 | {change}").ThrowIfFailed();
        Assert.Equal(0, Number("@(Get-Contact -Unsubscribed sms).Count"));
    }

    [Fact]
    public void All_members_of_a_group_leave_it()
    {
        engine.Run("Get-Contact -GroupId 2 -PageSize 50 -First 400 | Remove-ContactGroup -GroupId 2").ThrowIfFailed();
        Assert.Equal(Matching - 400, Number("@(Get-Contact -GroupId 2).Count"));
        engine.Run("Get-Contact -GroupId 2 -PageSize 50 | Remove-ContactGroup -GroupId 2").ThrowIfFailed();
        Assert.Equal(0, Number("@(Get-Contact -GroupId 2).Count"));
    }

    [Fact]
    public void A_contact_that_joins_a_group_while_it_is_read_is_not_read_again()
    {
        Assert.Equal(Count, engine.Run("Get-Contact -PageSize 50 | Add-ContactGroup -GroupId 2, 3 -PassThru").ThrowIfFailed().Output.Count);
        Assert.Equal(Count, Number("@(Get-Contact -GroupId 3).Count"));
    }

    [Theory]
    [InlineData("ForEach-Object { @{ Email = $_.Email } } | New-Contact")]
    [InlineData("ForEach-Object { New-Contact -Email $_.Email }")]
    public void Every_contact_is_copied_once_and_copies_are_not_copied(string copy)
    {
        engine.Run($"$copies = Get-Contact -PageSize 100 | {copy}").ThrowIfFailed();
        Assert.Equal((Count, 2 * Count), (Number("$copies.Count"), Number("@(Get-Contact).Count")));
    }

    [Fact]
    public void A_field_of_all_contacts_is_changed()
    {
        engine.Run("Get-Contact -PageSize 50 | Set-Contact -LastName Nowak").ThrowIfFailed();
        Assert.Equal(Count, Number("@(Get-Contact | Where-Object LastName -EQ Nowak).Count"));
    }

    [Fact]
    public void Verbose_lines_say_that_changes_are_deferred_and_when_they_are_sent()
    {
        var verbose = engine.Run("Get-Contact -Unsubscribed sms -PageSize 50 | Remove-Contact -Confirm:$false -Verbose").ThrowIfFailed().Verbose;
        Assert.Single(verbose, line => line.StartsWith("Changes are deferred until", StringComparison.Ordinal));
        Assert.Contains("The list was read to its end. The deferred requests are sent now: 10.", verbose);
    }

    [Fact]
    public void A_list_of_one_page_defers_nothing()
    {
        var verbose = engine.Run("Get-Contact -Unsubscribed sms -First 300 | Remove-Contact -Confirm:$false -Verbose").ThrowIfFailed().Verbose;
        Assert.DoesNotContain(verbose, line => line.Contains("held", StringComparison.Ordinal));
        Assert.Equal(Count - 300, Number("@(Get-Contact).Count"));
    }

    [Fact]
    public void A_list_of_another_account_defers_nothing()
    {
        var verbose = engine.Run("""
            $mine = Get-ContactConnection
            Start-ContactSandbox | Connect-ContactService -Name other
            Get-Contact -PageSize 50 -Connection $mine | ForEach-Object { @{ Email = $_.Email } } | New-Contact -BatchSize 1000 -Verbose
            """).ThrowIfFailed();
        Assert.DoesNotContain(verbose.Verbose, line => line.Contains("held", StringComparison.Ordinal));
        Assert.Equal(Count, verbose.Output.Count);
    }

    [Fact]
    public void A_list_in_another_runspace_defers_nothing()
    {
        using var other = HostedEngine.WithModule();
        using var gate = new ManualResetEventSlim();
        using var reading = other.Create(
            "Get-Contact -Connection $connection -PageSize 50 | ForEach-Object { $gate.Wait() }",
            ("connection", engine.Run("Get-ContactConnection").Output[0]),
            ("gate", gate));
        var running = reading.BeginInvoke();
        engine.Run("Get-Contact -Unsubscribed sms -PageSize 50 | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Equal(Count - Matching, Number("@(Get-Contact).Count"));
        gate.Set();
        reading.EndInvoke(running);
    }

    [Theory]
    [InlineData("& $using:remove -Id $_.Id -Confirm:$false -Connection $using:c")]
    [InlineData("$_ | & $using:remove -Confirm:$false -Connection $using:c")]
    public void Parallel_blocks_that_change_what_is_read_miss_no_contact(string change)
    {
        var result = engine.Run($$"""
            $c = Get-ContactConnection; $remove = Get-Command Remove-Contact
            Get-Contact -Unsubscribed sms -PageSize 50 | ForEach-Object -ThrottleLimit 4 -Parallel { {{change}} }
            """).ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Equal(Count - Matching, Number("@(Get-Contact).Count"));
        Assert.Equal(0, Number("@(Get-Contact -Unsubscribed sms).Count"));
    }

    [Fact]
    public void If_the_list_cannot_be_read_completely_nothing_is_changed_and_every_row_is_an_error()
    {
        File.WriteAllLines(csv, ["Email", .. Enumerable.Range(1, 300).Select(number => $"c{number}@example.com")]);
        using var limited = HostedEngine.Connected($"-Path '{csv}' -RequestsPerSecond 5");
        limited.Run("$sandbox | Connect-ContactService -MaximumRetryCount 0 -ThrottleLimit 1").ThrowIfFailed();
        var result = limited.Run("Get-Contact -PageSize 20 | Remove-Contact -Confirm:$false -BatchSize 10");
        Assert.Equal("Throttled", result.ErrorIds[0]);
        Assert.Equal(100, result.ErrorIds.Skip(1).Count(id => id == "NotSent"));
        Assert.Equal(100, result.Errors.Skip(1).Select(error => error.TargetObject).Distinct().Count());
        Assert.Empty(limited.ChangingRequests);
    }

    [Theory]
    [InlineData("Remove-Contact -Confirm:$false -BatchSize 1")]
    [InlineData("Remove-Contact -Confirm:$false -BatchSize 30")]
    [InlineData("Remove-Contact -Confirm:$false -BatchSize 1000")]
    [InlineData("Set-Contact -FirstName Ewa -BatchSize 1000")]
    [InlineData("Set-Contact -FirstName Ewa -BatchSize 70")]
    [InlineData("Set-ContactSubscription -Channel sms -State Unsubscribed -BatchSize 1000")]
    [InlineData("Add-ContactGroup -GroupId 2")]
    public void If_the_list_fails_nothing_is_changed_whatever_the_batch_size(string command)
    {
        File.WriteAllLines(csv, ["Email", .. Enumerable.Range(1, 300).Select(number => $"c{number}@example.com")]);
        using var limited = HostedEngine.Connected($"-Path '{csv}' -RequestsPerSecond 5");
        limited.Run("$sandbox | Connect-ContactService -MaximumRetryCount 0 -ThrottleLimit 1").ThrowIfFailed();
        var result = limited.Run($"Get-Contact -PageSize 20 -OutVariable read | {command}");
        Assert.Equal("Throttled", result.ErrorIds[0]);
        var read = (int)limited.Run("$read.Count").Value!;
        Assert.InRange(read, 20, 280);
        Assert.Equal(read, result.ErrorIds.Skip(1).Count(id => id == "NotSent"));
        Assert.Empty(limited.ChangingRequests);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(15)]
    public void If_a_list_of_another_account_fails_only_full_batches_are_sent(int batchSize)
    {
        File.WriteAllLines(csv, ["Email", .. Enumerable.Range(1, 300).Select(number => $"c{number}@example.com")]);
        using var limited = HostedEngine.Connected($"-Path '{csv}' -RequestsPerSecond 5");
        limited.Run("$sandbox | Connect-ContactService -MaximumRetryCount 0 -ThrottleLimit 1 -Name Source; $source = Get-ContactConnection Source; $copy = Start-ContactSandbox; $copy | Connect-ContactService").ThrowIfFailed();
        var result = limited.Run($"Get-Contact -PageSize 20 -Connection $source -OutVariable read | New-Contact -BatchSize {batchSize}");
        var read = (int)limited.Run("$read.Count").Value!;
        Assert.InRange(read, 20, 280);
        var sent = read / batchSize * batchSize;
        Assert.Equal(sent, result.Output.Count);
        Assert.Equal(read - sent, result.ErrorIds.Count(id => id == "NotSent"));
        Assert.Equal([$"{sent}"], limited.Run("$copy.ContactCount").Texts);
    }

    private int Number(string script) => (int)engine.Run(script).ThrowIfFailed().Value!;
}
