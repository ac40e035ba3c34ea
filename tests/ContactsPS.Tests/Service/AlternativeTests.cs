using ContactsPS.Testing;

namespace ContactsPS.Tests.Service;

/// <summary>The operations, a sync, a prune and an export work whatever the service does that the page of the vendor leaves open.</summary>
public sealed class AlternativeTests
{
    /// <summary>What cannot come right under an alternative, as docs/service.md says.</summary>
    private static readonly Dictionary<string, string[]> Limits = new(StringComparer.Ordinal)
    {
        // The list of those who have unsubscribed ends with an error. That a contact is no member cannot be seen in it.
        ["FilterIgnored"] = ["groups", "subscriptions"],
        // What was to be cleared is still there.
        ["NullIgnored"] = ["clear"],
        // What was a Boolean is a text. A sync takes it for the same all the same.
        ["ExternalDataAsText"] = ["types"],
    };

    /// <summary>Each writes lines; without an alternative they are those of the sandbox as it is.</summary>
    private static readonly (string Name, string Script)[] Steps =
    [
        ("create", "$made = $rows | New-Contact -ExternalDataProperty City -BatchSize 7 -ThrottleLimit 1; $made.Count; $made | Select-Object -First 2 | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" }"),
        ("read", "@(Get-Contact -PageSize 7).ExternalId | Sort-Object; Get-Contact -First 3 | Measure-Object | ForEach-Object Count"),
        ("find", "(Get-Contact -ExternalId A-03).Email; (Get-Contact -Email a05@example.com).ExternalId; (Get-Contact -PhoneNumber 600100007).ExternalId; @(Get-Contact -Email nobody@example.com).Count"),
        ("dates", "Get-Contact -ExternalId A-03 | ForEach-Object { $_.CreatedAt.ToString('yyyy-MM-dd') }"),
        ("change", "Set-Contact -ExternalId A-03 -FirstName Ewa; $rows | Where-Object ExternalId -eq A-04 | Select-Object ExternalId, @{ n = 'LastName'; e = { 'Nowa' } } | Set-Contact; Get-Contact | Where-Object ExternalId -in A-03, A-04 | Sort-Object ExternalId | ForEach-Object { \"$($_.FirstName) $($_.LastName) $($_.ExternalData['City'])\" }"),
        ("clear", "Set-Contact -ExternalId A-06 -FirstName $null; \"[$((Get-Contact -ExternalId A-06).FirstName)]\"; Set-Contact -ExternalId A-06 -FirstName First06"),
        ("types", "Get-Contact -ExternalId A-07 | Set-Contact -ExternalData @{ Points = 7; Member = $true }; $of = Get-Contact -ExternalId A-07; \"$($of.ExternalData['Points']) $($of.ExternalData['Member'])\"; @{ ExternalId = 'A-07'; Points = 7; Member = $true } | Sync-Contact -ExternalDataProperty Points, Member | ForEach-Object Action"),
        ("merge", "Get-Contact -ExternalId A-05 | Set-Contact -ExternalData @{ Points = 7 }; Get-Contact -ExternalId A-05 | ForEach-Object { \"$($_.ExternalData['City']) $($_.ExternalData['Points'])\" }"),
        ("subscriptions", "'A-01', 'A-02' | ForEach-Object { @{ ExternalId = $_ } } | Set-ContactSubscription -Channel email -State Unsubscribed; @(Get-Contact -Unsubscribed email).ExternalId | Sort-Object"),
        ("groups", "'A-01', 'A-02', 'A-03' | ForEach-Object { @{ ExternalId = $_ } } | Add-ContactGroup -GroupId 2; @(Get-Contact -GroupId 2).ExternalId | Sort-Object; @(Get-Contact -ExternalId A-01 | Get-ContactGroup).Id | Sort-Object; Remove-ContactGroup -ExternalId A-03 -GroupId 2; @(Get-Contact -GroupId 2).Count"),
        ("lists", "@(Get-ContactGroup).Count; @(Get-ContactField).Name; @(Get-ContactSegment).Count; (Get-ContactSegment -Id 1).Count -ge 0"),
        ("sync", "function Show($Changes) { $Changes | Group-Object Action | Sort-Object Name | ForEach-Object { \"$($_.Name) $($_.Count)\" } }; $rows[9].FirstName = 'New'; $extra = [pscustomobject]@{ ExternalId = 'N-1'; Email = 'n1@example.com'; City = 'Hel' }; Show (@($rows) + @($extra) | Sync-Contact -ExternalDataProperty City); Show (@($rows) + @($extra) | Sync-Contact -ExternalDataProperty City)"),
        ("export", "Export-Contact $folder/out.csv -Force; @(Import-Csv $folder/out.csv).Count; Sync-Contact $folder/out.csv | Group-Object Action | ForEach-Object { \"$($_.Name) $($_.Count)\" }"),
        ("report", "Export-ContactReport $folder/out.html -Force; Test-Path $folder/out.html"),
        ("prune", "$rows | Sync-Contact -ExternalDataProperty City -Prune -MaximumPrunePercent 50 -Confirm:$false | Where-Object Action -eq Removed | ForEach-Object Key; @(Get-Contact).Count"),
        ("remove", "Get-Contact | Where-Object ExternalId -in A-10, A-11 | Remove-Contact -Confirm:$false; Remove-Contact -ExternalId A-12 -Confirm:$false; @(Get-Contact).Count; @(Get-Contact -ExternalId A-12 -ErrorAction SilentlyContinue).Count"),
        ("change while reading", "Get-Contact -PageSize 5 | Remove-Contact -Confirm:$false -BatchSize 3; @(Get-Contact).Count"),
    ];

    public static TheoryData<string> Alternatives => [.. NamesOf(), "-MaximumPageSize 3", "-MaximumPageSize 1", "-MaximumBatchSize 7"];

    [Theory]
    [MemberData(nameof(Alternatives))]
    public void Every_step_gives_the_same_as_without_the_alternative(string alternative)
    {
        var plain = Run(string.Empty);
        var other = Run(alternative.StartsWith('-') ? alternative : $"-Alternative {alternative}");
        var differing = plain.Zip(other).Where(static pair => pair.First != pair.Second).ToList();
        var limits = Limits.GetValueOrDefault(alternative, []);
        Assert.True(
            differing.All(pair => limits.Contains(pair.First.Name, StringComparer.Ordinal)),
            string.Join(Environment.NewLine, differing.Select(static pair => $"{pair.First.Name}\n  plain: {pair.First.Lines}\n  other: {pair.Second.Lines}")));
        Assert.Equal(limits.Order(StringComparer.Ordinal), differing.Select(static pair => pair.First.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Get-Contact -ExternalId A-1 | Set-Contact -ExternalData @{ Points = 7 }", "Hel 7")]
    [InlineData("Set-Contact -ExternalId A-1 -ExternalData @{ Points = 7 }", " 7")]
    public void If_additional_data_is_replaced_a_contact_that_is_piped_keeps_the_rest(string command, string data)
    {
        using var engine = HostedEngine.Connected("-Alternative ExternalDataReplaced");
        engine.Run($"$null = New-Contact -Email a@example.com -ExternalId A-1 -ExternalData @{{ City = 'Hel' }}; {command}").ThrowIfFailed();
        Assert.Equal(data, engine.Run("Get-Contact -ExternalId A-1 | ForEach-Object { \"$($_.ExternalData['City']) $($_.ExternalData['Points'])\" }").ThrowIfFailed().Value);
    }

    [Fact]
    public void If_null_is_ignored_a_sync_that_clears_has_the_same_to_do_every_time()
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
    public void A_filter_that_the_service_ignores_removes_nobody()
    {
        using var engine = HostedEngine.Connected("-Alternative FilterIgnored");
        engine.Run("$null = 1..20 | ForEach-Object { @{ Email = \"a$_@example.com\" } } | New-Contact; Set-ContactSubscription -Id 3 -Channel email -State Unsubscribed").ThrowIfFailed();
        var run = engine.Run("Get-Contact -Unsubscribed email -PageSize 5 | Remove-Contact -Confirm:$false");
        Assert.Contains("does not apply the filter isUnsubscribeEmail", run.SingleError("NotTheService").ToString(), StringComparison.Ordinal);
        Assert.Equal(20, (int)engine.Run("@(Get-Contact).Count").Value!);
    }

    private static string[] NamesOf()
    {
        using var engine = HostedEngine.WithModule();
        return [.. engine.Run("[Enum]::GetNames((Get-Command Start-ContactSandbox).Parameters['Alternative'].ParameterType.GetElementType())").ThrowIfFailed().Texts];
    }

    private static List<(string Name, string Lines)> Run(string sandboxArguments)
    {
        using var engine = HostedEngine.Connected(sandboxArguments);
        using var folder = new ScratchFolder();
        engine.Run(
            """
            $WarningPreference = 'SilentlyContinue'
            $rows = @(1..25 | ForEach-Object { $i = '{0:00}' -f $_; [pscustomobject]@{ ExternalId = "A-$i"; Email = "a$i@example.com"; PhoneNumber = "6001000$i"; FirstName = "First$i"; City = "City$i"; CreatedAt = '2024-05-17' } })
            """,
            ("folder", folder.FullName)).ThrowIfFailed();
        return [.. Steps.Select(step =>
        {
            var run = engine.Run(step.Script);
            return (step.Name, string.Join(" | ", run.Texts.Concat(run.ErrorIds.Select(static id => $"!{id}"))));
        })];
    }
}
