using System.Security.Cryptography;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>What a sync does not change: -NoCreate, -NoUpdate, -GroupId and -Exclude.</summary>
public sealed class ScopeTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("-NoCreate", "Skipped K-9  |Unchanged K-1 1 |Updated K-2 2 LastName")]
    [InlineData("-NoUpdate", "Created K-9 4 |Skipped K-2 2 LastName|Unchanged K-1 1 ")]
    [InlineData("-NoCreate -NoUpdate", "Skipped K-2 2 LastName|Skipped K-9  |Unchanged K-1 1 ")]
    public void Rows_that_would_be_created_or_updated_are_skipped(string parameters, string changes)
    {
        Have();
        const string Rows = "@{ ExternalId = 'K-1' }, @{ ExternalId = 'K-2'; LastName = 'Nowak' }, @{ ExternalId = 'K-9'; Email = 'nine@example.com' }";
        Assert.Equal(changes.Replace(" 4 ", "  ", StringComparison.Ordinal), string.Join('|', Sync(Rows, $"{parameters} -WhatIf").ThrowIfFailed().Texts));
        Assert.Empty(engine.ChangingRequests);
        var run = Sync(Rows, parameters).ThrowIfFailed();
        Assert.Equal(changes, string.Join('|', run.Texts));
        Assert.Contains(" skipped, 0 failed", run.Information.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal("3 True", engine.Run("$run = (Get-ContactConnection).LastRun; \"$($run.Done) $($run.IsComplete)\"").Texts.Single());
    }

    [Fact]
    public void With_NoCreate_a_row_without_a_contact_needs_no_email_or_phone_number()
    {
        Have();
        Assert.Equal(["Skipped 77  ", "Updated 2 2 LastName"], Sync("@{ Id = 77; LastName = 'x' }, @{ Id = 2; LastName = 'Nowak' }", "-MatchOn Id -NoCreate").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("VIP")]
    [InlineData("3")]
    [InlineData("(Get-ContactGroup VIP)")]
    public void With_GroupId_only_members_are_compared_and_removed_and_new_contacts_join_the_group(string group)
    {
        Have();
        Members(1, 2);
        var run = Sync("@{ ExternalId = 'K-1'; LastName = 'Nowak' }, @{ ExternalId = 'K-3'; LastName = 'Other' }, @{ ExternalId = 'K-9'; Email = 'nine@example.com' }", $"-GroupId {group} -Prune -MaximumPrunePercent 50");
        Assert.Equal(["Created K-9 4 ", "Removed K-2 2 ", "Skipped K-3 3 ", "Updated K-1 1 LastName"], run.ThrowIfFailed().Texts);
        Assert.Equal(["1", "4"], engine.Run("(Get-Contact -GroupId VIP).Id").Texts);
        Assert.Equal(["K-1", "K-3", "K-9"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void A_new_contact_joins_the_group_in_addition_to_the_named_groups()
    {
        Have();
        Sync("@{ ExternalId = 'K-8'; Email = 'eight@example.com' }, @{ ExternalId = 'K-9'; Email = 'nine@example.com'; AddToGroup = 'VIP' }", "-GroupId VIP -AddToGroup 2").ThrowIfFailed();
        Assert.Equal(["Newsletter VIP", "VIP"], engine.Run("'K-8', 'K-9' | ForEach-Object { ((Get-Contact -ExternalId $_ | Get-ContactGroup).Name -ne 'All contacts') -join ' ' }").Texts);
    }

    [Fact]
    public void The_checks_of_Prune_count_only_members_of_the_group()
    {
        Have();
        Members(1);
        Assert.Contains("none of its rows", Sync("@{ ExternalId = 'K-2' }", "-GroupId VIP -Prune -MaximumPrunePercent 100").SingleError("PruneRefused").ToString().Replace("no row of the source", "none of its rows", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Members(2);
        Assert.Contains("50", Sync("@{ ExternalId = 'K-2' }", "-GroupId VIP -Prune -MaximumPrunePercent 40").SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Equal(3, engine.Count("@(Get-Contact).Count"));
    }

    [Fact]
    public void A_row_conflicts_with_a_member_to_be_removed_if_both_are_the_same_person()
    {
        Have();
        Members(1, 2);
        var run = Sync("@{ ExternalId = 'K-1' }, @{ ExternalId = 'K-3'; Email = 'TWO@example.com' }", "-GroupId VIP -Prune -MaximumPrunePercent 100");
        Assert.Equal(["Conflict"], run.ErrorIds);
        Assert.Equal(["Failed K-3  ", "Unchanged K-1 1 "], run.Texts);
    }

    [Fact]
    public void If_the_service_ignores_the_group_filter_the_run_ends_before_any_change()
    {
        using var ignoring = HostedEngine.Connected("-Alternative FilterIgnored");
        ignoring.Run("$null = @{ ExternalId = 'K-1'; Email = 'one@example.com' } | New-Contact").ThrowIfFailed();
        ignoring.ForgetRequests();
        var error = ignoring.Run("@{ ExternalId = 'K-1'; LastName = 'Nowak' } | Sync-Contact -GroupId 1").SingleError("NotTheService");
        Assert.Contains("does not apply the filter 'group'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(ignoring.ChangingRequests);
    }

    [Fact]
    public void A_group_that_does_not_exist_ends_the_run() => Sync("@{ ExternalId = 'K-1' }", "-GroupId Nobody").SingleError("GroupNotFound");

    [Theory]
    [InlineData("K-2")]
    [InlineData("externalid:K-2")]
    [InlineData("email:Two@Example.com")]
    [InlineData("EMAIL: two@example.com ")]
    [InlineData("phonenumber:+48 600 100 200")]
    [InlineData("id:2")]
    [InlineData("sha256:TWO")]
    [InlineData("sha256:PHONE")]
    [InlineData("sha256:KEY")]
    public void Excluded_contacts_are_not_changed_whichever_of_their_keys_is_listed(string line)
    {
        Have();
        line = line.Replace("TWO", Hash("two@example.com"), StringComparison.Ordinal).Replace("PHONE", Hash("+48600100200"), StringComparison.Ordinal).Replace("KEY", Hash("K-2").ToUpperInvariant(), StringComparison.Ordinal);
        Assert.Equal(["Skipped K-2 2 ", "Unchanged K-1 1 ", "Unchanged K-3 3 "], Sync("@{ ExternalId = 'K-1' }, @{ ExternalId = 'K-2'; LastName = 'Nowak' }, @{ ExternalId = 'K-3' }", Exclude(line)).ThrowIfFailed().Texts);
        Assert.Equal(["Unchanged K-1 1 "], Sync("@{ ExternalId = 'K-1' }", $"{Exclude(line, "id:3")} -Prune").ThrowIfFailed().Texts);
        Assert.Equal(["Removed K-3 3 ", "Unchanged K-1 1 "], Sync("@{ ExternalId = 'K-1' }", $"{Exclude(line)} -Prune -MaximumPrunePercent 50").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Excluded_rows_are_not_created_whichever_of_their_keys_is_listed()
    {
        var rows = "@{ ExternalId = 'K-7'; Email = 'erased@example.com' }, @{ ExternalId = 'K-7'; Email = 'erased@example.com' }, @{ ExternalId = 'K-8'; PhoneNumber = '600 100 300' }, @{ ExternalId = 'K-9'; Email = 'nine@example.com' }";
        var run = Sync(rows, Exclude(string.Empty, "email:erased@example.com", "phonenumber:600100300")).ThrowIfFailed();
        Assert.Equal(["Created K-9 1 ", "Skipped K-7  ", "Skipped K-8  "], run.Texts);
    }

    [Fact]
    public void A_row_with_an_excluded_key_does_not_give_the_key_to_another_contact()
    {
        Have();
        Assert.Equal(["Skipped K-1 1 "], Sync("@{ ExternalId = 'K-1'; Email = 'erased@example.com' }", Exclude("email:erased@example.com")).ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_listed_key_without_a_kind_is_the_first_match_key()
    {
        Have();
        Assert.Equal(["Skipped two@example.com 2 ", "Unchanged one@example.com 1 "], Sync("@{ Email = 'one@example.com' }, @{ Email = 'two@example.com'; LastName = 'x' }", $"-MatchOn Email, ExternalId {Exclude("Two@Example.com")}").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Skipped_and_excluded_rows_are_checked_for_conflicts()
    {
        Have();
        foreach (var parameters in new[] { "-NoCreate", Exclude("K-9") })
        {
            var run = Sync("@{ ExternalId = 'K-1' }, @{ ExternalId = 'K-2' }, @{ ExternalId = 'K-9'; Email = 'three@example.com' }", $"{parameters} -Prune -MaximumPrunePercent 100");
            Assert.Equal(["Conflict"], run.ErrorIds);
            Assert.Equal(3, engine.Count("@(Get-Contact).Count"));
        }
    }

    [Fact]
    public void Skipped_rows_do_not_stop_removals()
    {
        Have();
        Assert.Equal(
            ["Removed K-3 3 ", "Skipped K-8  ", "Skipped K-9  ", "Unchanged K-1 1 ", "Unchanged K-2 2 "],
            Sync("@{ ExternalId = 'K-1' }, @{ ExternalId = 'K-2' }, @{ ExternalId = 'K-8'; Email = 'eight@example.com' }, @{ ExternalId = 'K-9'; Email = 'nine@example.com' }", $"-NoCreate {Exclude("K-8")} -Prune -MaximumPrunePercent 40").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("", "contains no key")]
    [InlineData(" \n\n", "contains no key")]
    [InlineData("K-1\nemail:no address\n", "line 2")]
    [InlineData("id:K-1\n", "line 1")]
    [InlineData("email:\n", "line 1")]
    [InlineData("sha256:0123\n", "SHA-256")]
    [InlineData(null, "exclude.txt")]
    public void An_exclusion_file_that_is_unreadable_or_empty_ends_the_run(string? text, string reason)
    {
        Have();
        var path = folder.PathOf("exclude.txt");
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        engine.ForgetRequests();
        var run = engine.Run("@{ ExternalId = 'K-1'; LastName = 'Nowak' } | Sync-Contact -Exclude $file", ("file", path));
        Assert.Contains(reason, Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void An_exclusion_file_with_invalid_UTF_8_ends_the_run()
    {
        var path = folder.PathOf("exclude.txt");
        File.WriteAllBytes(path, [.. "email:a@example.com\n"u8, 0xB3, (byte)'\n']);
        engine.Run("@{ ExternalId = 'K-1' } | Sync-Contact -Exclude $file", ("file", path)).SingleError("FileFailed");
    }

    /// <summary>Random accounts, sources, maps, scopes and exclusions: no contact that is excluded or out of scope is changed, and none is created twice.</summary>
    [Fact]
    public void No_excluded_or_out_of_scope_contact_is_changed_and_none_is_created_twice()
    {
        var actions = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var dice = new Random(seed);
            var account = Enumerable.Range(1, dice.Next(1, 9)).Select(_ => Person(dice)).ToList();
            var rows = Enumerable.Range(1, dice.Next(1, 9)).Select(_ => Person(dice)).ToList();
            var isMapped = dice.Next(2) == 0;
            var excluded = dice.Next(2) == 0 ? RandomKeys(dice) : [];
            var isLimited = dice.Next(2) == 0;
            var keys = new[] { "ExternalId", "Email", "ExternalId, Email", "ExternalId, Email, PhoneNumber" }[dice.Next(4)];
            var arguments = string.Join(' ', new[]
            {
                $"-MatchOn {keys}",
                isMapped ? "-Map @{ ExternalId = 'Code'; Email = { $_.Mail }; PhoneNumber = 'Tel' }" : string.Empty,
                excluded.Count > 0 ? Exclude([.. excluded.Select(static key => key.Line)]) : string.Empty,
                isLimited ? "-GroupId VIP" : string.Empty,
                dice.Next(3) == 0 ? "-NoCreate" : string.Empty,
                dice.Next(3) == 0 ? "-NoUpdate" : string.Empty,
                dice.Next(3) > 0 ? "-Prune -MaximumPrunePercent 100" : string.Empty,
            });
            var run = engine.Run($$"""
                $made = @({{string.Join(", ", account.Select(static person => person.AsRow(isMapped: false)))}} | New-Contact -ErrorAction Ignore)
                $made | Where-Object { $_.LastName -ne 'Name 0' } | Add-ContactGroup -GroupId VIP
                $before = @(Get-Contact | ForEach-Object { "$($_.Id)|$($_.LastName -ne 'Name 0')|$($_.ExternalId)|$($_.Email)|$($_.PhoneNumber)|$($_.LastName)" })
                $changes = [Collections.ArrayList]::new()
                try { {{string.Join(", ", rows.Select(row => row.AsRow(isMapped)))}} | Sync-Contact {{arguments}} -Confirm:$false -ErrorAction SilentlyContinue -OutVariable +changes > $null } catch { if ($_.FullyQualifiedErrorId -notlike 'PruneRefused,*') { throw } }
                $after = @(Get-Contact | ForEach-Object { "$($_.Id)||$($_.ExternalId)|$($_.Email)|$($_.PhoneNumber)|$($_.LastName)" })
                Get-Contact | Remove-Contact -Confirm:$false
                $before -join "`n"; $after -join "`n"; ($changes | ForEach-Object { "$($_.Action)" }) -join "`n"
                """).ThrowIfFailed().Texts;
            var (before, after) = (Contacts(run[0]), Contacts(run[1]));
            foreach (var held in before.Where(held => excluded.Exists(key => key.IsOf(held)) || (isLimited && held[1] == "False")))
            {
                Assert.Contains(after, now => now[0] == held[0] && now.Skip(2).SequenceEqual(held.Skip(2)));
            }

            var created = after.Where(now => !before.Exists(held => held[0] == now[0])).ToList();
            Assert.DoesNotContain(created, now => excluded.Exists(key => key.IsOf(now)));
            if (keys.StartsWith("ExternalId", StringComparison.Ordinal))
            {
                Assert.DoesNotContain(created.Where(static now => now[2].Length > 0).GroupBy(static now => now[2]), static group => group.Count() > 1);
                Assert.DoesNotContain(created, now => now[2].Length > 0 && before.Exists(held => held[2] == now[2]));
            }
            else
            {
                Assert.DoesNotContain(created, now => before.Exists(held => held[3].Length > 0 && string.Equals(held[3], now[3], StringComparison.OrdinalIgnoreCase)));
            }

            actions.UnionWith(run[2].Split('\n'));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Created", "Updated", "Unchanged", "Removed", "Skipped", "Failed" }, actions);
    }

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("CONTACTSPS_SCOPES"), out var runs) ? runs : 60;

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private static List<string[]> Contacts(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('|'))];

    private static Source Person(Random dice) => new(
        dice.Next(5) == 0 ? string.Empty : $"K-{dice.Next(6)}",
        dice.Next(6) == 0 ? string.Empty : $"e{dice.Next(6)}@example.com",
        dice.Next(3) == 0 ? string.Empty : $"60010020{dice.Next(4)}",
        $"Name {dice.Next(3)}");

    private static List<ExcludedKey> RandomKeys(Random dice) => [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => RandomKey(dice))];

    private static ExcludedKey RandomKey(Random dice)
    {
        var (externalId, email, phone) = ($"K-{dice.Next(6)}", $"e{dice.Next(6)}@example.com", $"60010020{dice.Next(4)}");
        return dice.Next(4) switch
        {
            0 => new ExcludedKey($"externalid:{externalId}", held => held[2] == externalId),
            1 => new ExcludedKey($"email:{email}", held => held[3] == email),
            2 => new ExcludedKey($"sha256:{Hash(email)}", held => held[3] == email),
            _ => new ExcludedKey($"phonenumber:{phone}", held => held[4] == phone),
        };
    }

    private void Have()
    {
        engine.Run("""
            $null = @{ ExternalId = 'K-1'; Email = 'one@example.com' }, @{ ExternalId = 'K-2'; Email = 'two@example.com'; PhoneNumber = '+48600100200' }, @{ ExternalId = 'K-3'; Email = 'three@example.com' } | New-Contact
            """).ThrowIfFailed();
        engine.ForgetRequests();
    }

    private void Members(params int[] ids) => engine.Run($"Add-ContactGroup -Id {string.Join(", ", ids)} -GroupId VIP").ThrowIfFailed();

    private string Exclude(params string[] lines)
    {
        var path = folder.Write("exclude.txt", string.Join('\n', lines) + "\n");
        return $"-Exclude '{path}'";
    }

    private EngineResult Sync(string rows, string arguments) =>
        engine.Run($"{rows} | Sync-Contact {arguments} -Confirm:$false | ForEach-Object {{ \"$($_.Action) $($_.Key) $($_.Id) $($_.Changes.Field -join ' ')\" }} | Sort-Object");

    private sealed record Source(string ExternalId, string Email, string PhoneNumber, string LastName)
    {
        public string AsRow(bool isMapped) =>
            isMapped ? $"[pscustomobject]@{{ Code = '{ExternalId}'; Mail = '{Email}'; Tel = '{PhoneNumber}'; LastName = '{LastName}' }}"
            : $"[pscustomobject]@{{ ExternalId = '{ExternalId}'; Email = '{Email}'; PhoneNumber = '{PhoneNumber}'; LastName = '{LastName}' }}";
    }

    private sealed record ExcludedKey(string Line, Func<string[], bool> IsOf);
}
