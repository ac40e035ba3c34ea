using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>-MatchOn with several keys: each key is tried if the keys before it match no contact, and an uncertain match is a conflict.</summary>
public sealed class MatchOnTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-Prune")]
    public void A_known_contact_gets_the_new_key(string prune)
    {
        Have("@{ ExternalId = 'OLD-1'; Email = 'anna@example.com'; LastName = 'Nowak' }, @{ ExternalId = 'K-2'; Email = 'b@example.com' }");
        Assert.Equal(
            ["Unchanged K-2 2 ", "Updated NEW-1 1 ExternalId"],
            Sync($"@{{ ExternalId = 'NEW-1'; Email = 'Anna@Example.com' }}, @{{ ExternalId = 'K-2' }}", $"ExternalId, Email {prune}").ThrowIfFailed().Texts);
        Assert.Equal(["NEW-1", "K-2"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void A_contact_that_the_first_key_matches_is_not_available_to_the_next_key()
    {
        Have("@{ ExternalId = 'K-1'; Email = 'family@example.com' }");
        Assert.Equal(
            ["Created K-2 2 ", "Unchanged K-1 1 "],
            Sync("@{ ExternalId = 'K-1'; Email = 'family@example.com' }, @{ ExternalId = 'K-2'; Email = 'family@example.com' }", "ExternalId, Email").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("@{ ExternalId = 'OLD-1'; Email = 'x@example.com' }, @{ ExternalId = 'OLD-2'; Email = 'X@example.com' }", "@{ ExternalId = 'NEW-1'; Email = 'x@example.com' }", "AmbiguousContact")]
    [InlineData("@{ ExternalId = 'OLD-1'; Email = 'x@example.com' }", "@{ ExternalId = 'NEW-1'; Email = 'x@example.com' }, @{ ExternalId = 'NEW-2'; Email = 'x@example.com' }", "Conflict Conflict")]
    [InlineData("@{ Email = 'x@example.com' }", "@{ ExternalId = 'NEW-1'; Email = 'x@example.com' }, @{ ExternalId = 'NEW-2'; Email = 'x@example.com' }", "Conflict Conflict")]
    [InlineData("@{ ExternalId = 'OLD-1'; Email = 'x@example.com' }, @{ ExternalId = 'K-2'; Email = 'x@example.com' }", "@{ ExternalId = 'NEW-1'; Email = 'x@example.com' }, @{ ExternalId = 'K-2' }", "Conflict")]
    public void An_uncertain_match_of_a_later_key_changes_and_removes_no_contact(string contacts, string rows, string errors)
    {
        Have(contacts);
        foreach (var prune in new[] { string.Empty, "-Prune -MaximumPrunePercent 100" })
        {
            var before = engine.Run("Get-Contact | ConvertTo-Json").Texts;
            var run = Sync(rows, $"ExternalId, Email {prune}");
            Assert.Equal(errors, string.Join(' ', run.ErrorIds));
            Assert.Equal(before, engine.Run("Get-Contact | ConvertTo-Json").Texts);
        }
    }

    [Fact]
    public void An_external_id_of_another_row_is_a_conflict_even_if_it_is_not_a_match_key()
    {
        Have("@{ ExternalId = 'OLD-1'; Email = 'old@example.com'; PhoneNumber = '600100200' }");
        var run = Sync("@{ ExternalId = 'NEW-1'; Email = 'new@example.com'; PhoneNumber = '600100200' }, @{ ExternalId = 'OLD-1'; Email = 'third@example.com'; PhoneNumber = '600100300' }", "Email, PhoneNumber");
        Assert.Contains("Conflict", run.ErrorIds);
        Assert.Equal("OLD-1", engine.Run("(Get-Contact -Id 1).ExternalId").Texts.Single());
    }

    [Fact]
    public void A_row_without_the_first_key_is_matched_by_the_next()
    {
        Have("@{ Email = 'signup@example.com' }, @{ ExternalId = 'K-2'; PhoneNumber = '600100200' }");
        Assert.Equal(
            ["Updated 600100200 2 LastName", "Updated signup@example.com 1 LastName"],
            Sync("@{ Email = 'signup@example.com'; LastName = 'Nowak' }, @{ ExternalId = ''; PhoneNumber = '600 100 200'; LastName = 'Kowalska' }", "ExternalId, Email, PhoneNumber").ThrowIfFailed().Texts);
        Assert.Equal(["K-2"], engine.Run("(Get-Contact -Id 2).ExternalId").Texts);
    }

    [Theory]
    [InlineData("@{ Email = 'x@example.com' }, @{ ExternalId = 'K-1'; Email = 'x@example.com' }")]
    [InlineData("@{ ExternalId = 'K-1'; Email = 'x@example.com' }, @{ Email = 'x@example.com' }")]
    public void A_row_without_the_first_key_may_be_the_same_person_as_a_row_that_has_it(string rows)
    {
        Have("@{ ExternalId = 'K-9'; Email = 'nine@example.com' }");
        var run = Sync($"{rows}, @{{ ExternalId = 'K-8'; Email = 'eight@example.com' }}", "ExternalId, Email");
        Assert.Equal(["DuplicateKey"], run.ErrorIds);
        Assert.Equal(3, (int)engine.Run("@(Get-Contact).Count").Value!);
    }

    [Fact]
    public void Prune_considers_contacts_that_have_the_first_key()
    {
        Have("@{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com' }, @{ Email = 'three@example.com' }");
        Assert.Equal(["Removed K-2 2 ", "Unchanged K-1 1 "], Sync("@{ ExternalId = 'K-1' }", "ExternalId, Email -Prune -MaximumPrunePercent 50").ThrowIfFailed().Texts);
        Assert.Equal(["one@example.com", "three@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void ClearEmpty_never_clears_a_key()
    {
        Have("@{ ExternalId = 'K-1'; Email = 'one@example.com'; PhoneNumber = '600100200'; LastName = 'Nowak' }");
        Assert.Equal(
            ["Updated K-1 1 LastName"],
            Sync("@{ ExternalId = 'K-1'; Email = ''; PhoneNumber = ''; LastName = '' }", "ExternalId, Email, PhoneNumber -ClearEmpty").ThrowIfFailed().Texts);
        Assert.Equal(["Updated 600100200 1 Email"], Sync("@{ ExternalId = ''; Email = ''; PhoneNumber = '600100200' }", "PhoneNumber, ExternalId -ClearEmpty").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Contacts_are_matched_by_the_id_of_the_service()
    {
        Have("@{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ Email = 'two@example.com' }");
        Assert.Equal(["Unchanged 1 1 ", "Updated 2 2 ExternalId"], Sync("@{ Id = '2'; ExternalId = 'K-2' }, @{ ContactId = 1 }", "Id -Prune").ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_row_with_an_unknown_id_is_not_created()
    {
        Have("@{ Email = 'one@example.com' }");
        var run = Sync("@{ Id = 17; LastName = 'Nowak' }, @{ Id = 18; Email = 'new@example.com' }", "Id, Email");
        Assert.Equal(["ContactNotFound"], run.ErrorIds);
        Assert.Equal(["Created 18 2 ", "Failed 17  "], run.Texts);
        Assert.Equal(["Unchanged 18 2 "], Sync("@{ Id = 18; Email = 'new@example.com' }", "Id, Email").ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_file_needs_a_column_for_each_key()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("source.csv");
        File.WriteAllText(path, "ExternalId,E-mail\nK-1,one@example.com\n");
        Assert.Contains("the key column Email is missing or empty", engine.Run("Sync-Contact $file -MatchOn ExternalId, Email", ("file", path)).SingleError("NoKey").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_ups_and_reading_the_whole_account_match_the_same_contacts()
    {
        const int Accounts = 60;
        const int MostRows = 4;

        // An account with more pages than the source has rows is looked up row by row.
        using var large = HostedEngine.Connected();
        large.Run($"$null = 1..{(MostRows + 2) * 1000} | ForEach-Object {{ @{{ Email = \"filler$_@example.com\" }} }} | New-Contact -BatchSize 1000").ThrowIfFailed();
        var keys = new[] { "ExternalId, Email", "ExternalId, Email, PhoneNumber", "Email, PhoneNumber", "PhoneNumber, ExternalId" };
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Accounts; seed++)
        {
            var dice = new Random(seed);
            var (contacts, rows) = (RandomRows(dice, 7, hasEmail: true), RandomRows(dice, MostRows, hasEmail: false));
            var sync = $$"""
                $made = @({{contacts}} | New-Contact -ErrorAction Ignore)
                @({{rows}}) + @([pscustomobject]@{ ExternalId = 'N'; Email = 'n@example.com'; PhoneNumber = '600999999' }) | Sync-Contact -MatchOn {{keys[dice.Next(keys.Length)]}} -WhatIf -Verbose -ErrorAction SilentlyContinue |
                    ForEach-Object { "$($_.Action) $($_.Key) $(if ($_.Id) { $_.Id - $made[0].Id }) $($_.Changes) $($_.Error.FullyQualifiedErrorId)" }
                $made | Remove-Contact -Confirm:$false
                """;
            var (read, lookedUp) = (engine.Run(sync), large.Run(sync));
            Assert.Contains(lookedUp.Verbose, static line => line.StartsWith("Looking up", StringComparison.Ordinal));
            Assert.Contains(read.Verbose, static line => line.StartsWith("Reading all", StringComparison.Ordinal));
            Assert.Equal(read.Texts, lookedUp.Texts);
            outcomes.UnionWith(read.Texts.Select(static line => line.Split(' ')[0] + line.Split(' ')[^1].Split(',')[0]));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Created", "Updated", "Unchanged", "FailedAmbiguousContact", "FailedConflict", "FailedDuplicateKey", "FailedNoKey" }, outcomes);
    }

    [Fact]
    public void All_shares_together_plan_what_one_run_plans()
    {
        const int Accounts = 60;
        var keys = new[] { "ExternalId", "ExternalId, Email", "Email, PhoneNumber", "Id, ExternalId, PhoneNumber" };
        var actions = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Accounts; seed++)
        {
            var dice = new Random(seed);
            var sync = $"Sync-Contact -MatchOn {keys[dice.Next(keys.Length)]} -Prune -MaximumPrunePercent 100 -WhatIf -ErrorAction SilentlyContinue -OutVariable +plan";
            var run = engine.Run($$"""
                function Format-Plan($Plan) { $Plan | Where-Object Key | ForEach-Object { "$($_.Action) $($_.Key) $($_.Id) $($_.Changes) $($_.Error)" } | Sort-Object }
                $made = @({{RandomRows(dice, 9, hasEmail: true)}} | New-Contact -ErrorAction Ignore)
                $rows = @({{RandomRows(dice, 6, hasEmail: false)}}) + @($made[0] | Select-Object Id, ExternalId, Email, PhoneNumber)
                $plan = [Collections.ArrayList]::new(); $refusals = [Collections.ArrayList]::new()
                try { $rows | {{sync}} > $null } catch { $null = $refusals.Add("$_") }
                $whole = Format-Plan $plan
                $plan.Clear()
                1..3 | ForEach-Object { try { $rows | {{sync}} -Partition "$_/3" > $null } catch { $null = $refusals.Add("$_") } }
                $made | Remove-Contact -Confirm:$false
                $whole -join "`n"; (Format-Plan $plan) -join "`n"; @($refusals | Select-Object -Unique).Count
                """).Texts;
            Assert.Equal(run[0], run[1]);
            Assert.InRange(run[2], "0", "1");
            actions.UnionWith(run[0].Split('\n').Select(static line => line.Split(' ')[0]));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Created", "Updated", "Unchanged", "Removed", "Failed" }, actions);
    }

    private static string RandomRows(Random dice, int most, bool hasEmail)
    {
        string Value(string form, int of, bool isFilled = false) => isFilled || dice.Next(4) > 0 ? string.Format(CultureInfo.InvariantCulture, form, dice.Next(of)) : string.Empty;
        return string.Join(", ", Enumerable.Range(0, dice.Next(1, most + 1)).Select(_ =>
            $"[pscustomobject]@{{ ExternalId = '{Value("K-{0}", 6)}'; Email = '{Value("e{0}@example.com", 6, hasEmail)}'; PhoneNumber = '{Value("60010020{0}", 4)}' }}"));
    }

    private void Have(string contacts) => engine.Run($"$null = {contacts} | New-Contact").ThrowIfFailed();

    private EngineResult Sync(string rows, string arguments) =>
        engine.Run($"{rows} | Sync-Contact -MatchOn {arguments} -Confirm:$false | ForEach-Object {{ \"$($_.Action) $($_.Key) $($_.Id) $($_.Changes.Field -join ' ')\" }} | Sort-Object");
}
