using ContactsPS.Testing;

namespace ContactsPS.Tests.Service;

/// <summary>The operations, a sync, a prune and an export work with each behaviour that the vendor's page leaves open.</summary>
public sealed class AlternativeTests
{
    private static readonly Lazy<IReadOnlyList<StepResult>> Plain = new(static () => ServiceSteps.Run(string.Empty));

    public static TheoryData<string> Alternatives => [.. ServiceSteps.Alternatives(), "-MaximumPageSize 3", "-MaximumPageSize 1", "-MaximumBatchSize 7", "-RequestsPerSecond 100"];

    [Theory]
    [MemberData(nameof(Alternatives))]
    public void Each_step_gives_the_same_result_as_without_the_alternative(string alternative)
    {
        var plain = Plain.Value;
        var other = ServiceSteps.Run(alternative.StartsWith('-') ? alternative : $"-Alternative {alternative}");
        var differing = plain.Zip(other).Where(static pair => pair.First != pair.Second).ToList();
        var limits = ServiceSteps.LimitsOf(alternative);
        Assert.True(
            differing.All(pair => limits.Contains(pair.First.Name, StringComparer.Ordinal)),
            string.Join(Environment.NewLine, differing.Select(static pair => $"{pair.First.Name}\n  plain: {pair.First.Lines}\n  other: {pair.Second.Lines}")));
        Assert.Equal(limits, differing.Select(static pair => pair.First.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Get-Contact -ExternalId A-1 | Set-Contact -ExternalData @{ Points = 7 }", "Hel 7")]
    [InlineData("Set-Contact -ExternalId A-1 -ExternalData @{ Points = 7 }", " 7")]
    public void If_additional_data_is_replaced_a_piped_contact_keeps_the_other_values(string command, string data)
    {
        using var engine = HostedEngine.Connected("-Alternative ExternalDataReplaced");
        engine.Run($"$null = New-Contact -Email a@example.com -ExternalId A-1 -ExternalData @{{ City = 'Hel' }}; {command}").ThrowIfFailed();
        Assert.Equal(data, engine.Run("Get-Contact -ExternalId A-1 | ForEach-Object { \"$($_.ExternalData['City']) $($_.ExternalData['Points'])\" }").ThrowIfFailed().Value);
    }

    [Fact]
    public void If_null_is_ignored_a_sync_that_clears_a_field_sends_the_change_each_time()
    {
        using var engine = HostedEngine.Connected("-Alternative NullIgnored");
        engine.Run("$null = New-Contact -Email a@example.com -ExternalId A-1 -LastName Nowak; Set-Contact -ExternalId A-1 -LastName $null").ThrowIfFailed();
        for (var run = 0; run < 2; run++)
        {
            Assert.Equal("Updated", engine.Run("@{ ExternalId = 'A-1'; Email = 'a@example.com'; LastName = '' } | Sync-Contact -ClearEmpty | ForEach-Object { \"$($_.Action)\" }").ThrowIfFailed().Value);
            Assert.Equal("Nowak", engine.Run("(Get-Contact -ExternalId A-1).LastName").ThrowIfFailed().Value);
        }
    }

    [Fact]
    public void Each_step_writes_something_and_no_error_without_an_alternative() =>
        Assert.All(Plain.Value, static step => Assert.Matches(@"^[^!]+$", step.Lines));

    [Fact]
    public void A_filter_that_the_service_ignores_removes_no_contact()
    {
        using var engine = HostedEngine.Connected("-Alternative FilterIgnored");
        engine.Run("$null = 1..20 | ForEach-Object { @{ Email = \"a$_@example.com\" } } | New-Contact; Set-ContactSubscription -Id 3 -Channel email -State Unsubscribed").ThrowIfFailed();
        var run = engine.Run("Get-Contact -Unsubscribed email -PageSize 5 | Remove-Contact -Confirm:$false");
        Assert.Contains("does not apply the filter isUnsubscribeEmail", run.SingleError("NotTheService").ToString(), StringComparison.Ordinal);
        Assert.Equal(20, (int)engine.Run("@(Get-Contact).Count").Value!);
    }

    [Theory]
    [InlineData("-Id 30")]
    [InlineData("-ExternalId A-30")]
    [InlineData("-Email a30@example.com")]
    [InlineData("-PhoneNumber 600100030")]
    public void A_contact_is_found_by_its_key_if_the_service_ignores_filters_and_returns_smaller_pages(string address)
    {
        using var engine = WithContacts(40, "-Alternative FilterIgnored -MaximumPageSize 3");
        Assert.Equal(["a30@example.com"], engine.Run($"(Get-Contact {address}).Email").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("Remove-Contact -ExternalId A-30 -Confirm:$false", "externalId")]
    [InlineData("Set-ContactSubscription -Email a30@example.com -Channel email -State Unsubscribed", "email")]
    [InlineData("[pscustomobject]@{ Id = 30; ExternalId = 'A-29'; FirstName = 'Ewa' } | Set-Contact", "id")]
    public void A_look_up_that_returns_other_contacts_does_not_prove_that_the_contact_is_missing(string command, string filter)
    {
        using var engine = WithContacts(40, "-Alternative FilterIgnored -MaximumPageSize 3");
        engine.ForgetRequests();
        Assert.Contains($"does not apply the filter {filter}", engine.Run(command).SingleError("NotTheService").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("ExternalId")]
    [InlineData("Email")]
    public void A_sync_creates_no_duplicates_if_the_service_ignores_filters(string key)
    {
        using var engine = WithContacts(1100, "-Alternative FilterIgnored, DuplicateExternalIdAllowed");
        engine.ForgetRequests();
        var run = engine.Run($"[pscustomobject]@{{ ExternalId = 'A-1000'; Email = 'a1000@example.com' }} | Sync-Contact -MatchOn {key}");
        Assert.Equal(["NotTheService"], run.ErrorIds);
        Assert.Empty(engine.ChangingRequests);
    }

    private static HostedEngine WithContacts(int count, string sandboxArguments)
    {
        var engine = HostedEngine.Connected(sandboxArguments);
        engine.Run("$null = 1..$count | ForEach-Object { [pscustomobject]@{ ExternalId = \"A-$_\"; Email = \"a$_@example.com\"; PhoneNumber = [string](600100000 + $_) } } | New-Contact", ("count", count)).ThrowIfFailed();
        return engine;
    }
}
