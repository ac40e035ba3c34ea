using System.Management.Automation;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>The contacts become what the source says, and nothing is sent for contacts that are already correct.</summary>
public sealed class SyncContactTests : IDisposable
{
    private const string ThreeContacts = """
        $null = @(
            @{ ExternalId = 'A'; Email = 'a@example.com'; FirstName = 'Anna'; PhoneNumber = '+48601000001'; CreatedAt = '2024-01-05'; ExternalData = @{ City = 'Gdynia'; Points = 7 } }
            @{ ExternalId = 'B'; Email = 'b@example.com'; FirstName = 'Bea' }
            @{ ExternalId = 'C'; Email = 'c@example.com'; FirstName = 'Celina' }
        ) | New-Contact
        """;

    private readonly HostedEngine engine = HostedEngine.Connected();

    public SyncContactTests()
    {
        engine.Run(ThreeContacts).ThrowIfFailed();
        engine.ForgetRequests();
    }

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Missing_contacts_are_created_different_ones_are_changed_and_the_others_are_unchanged()
    {
        var result = engine.Run("""
            [pscustomobject]@{ ExternalId = 'A'; FirstName = 'Anna' }, [pscustomobject]@{ ExternalId = 'B'; FirstName = 'Beata' },
            [pscustomobject]@{ ExternalId = 'D'; FirstName = 'Dora'; Email = 'd@example.com' } | Sync-Contact | ForEach-Object { "$($_.Action) $($_.Key) $($_.Applied) $($_.Changes)" }
            """).ThrowIfFailed();
        Assert.Equal(["Created D True ", "Unchanged A True ", "Updated B True FirstName: 'Bea' -> 'Beata'"], result.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(["POST /v2.1/contact", "PUT /v2.1/contact"], engine.ChangingRequests.Order(StringComparer.Ordinal));
        Assert.Equal(["Anna", "Beata", "Celina", "Dora"], engine.Run("Get-Contact | ForEach-Object FirstName").Texts);
    }

    [Fact]
    public void Only_different_fields_are_sent_but_all_additional_data_if_any_of_it_differs()
    {
        var said = engine.Run("[pscustomobject]@{ ExternalId = 'A'; FirstName = 'Ania'; Email = 'a@example.com'; City = 'Gdynia'; Points = '8' } | Sync-Contact -ExternalDataProperty City, Points -Debug").ThrowIfFailed().Debug;
        var sent = Assert.Single(said, line => line.StartsWith("> PUT", StringComparison.Ordinal));
        Assert.Equal(["City", "Points", "data", "externalData", "firstName", "id"], Regex.Matches(sent, "\"(?<name>\\w+)\" ?:").Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PhoneNumber", "48 601-000-001")]
    [InlineData("PhoneNumber", "(+48) 601 000 001")]
    [InlineData("Email", "A@Example.COM")]
    [InlineData("CreatedAt", "2024-01-05 00:00:00")]
    [InlineData("CreatedAt", "2024-01-05T01:00:00+01:00")]
    [InlineData("CreatedAt", "1704412800")]
    [InlineData("Points", "7")]
    [InlineData("City", "Gdynia")]
    [InlineData("FirstName", "")]
    public void A_value_that_differs_only_in_form_is_equal(string column, string value) =>
        Assert.Equal("Unchanged", Sync($"[pscustomobject]@{{ ExternalId = 'A'; '{column}' = '{value}' }} | Sync-Contact -ExternalDataProperty City, Points"));

    [Theory]
    [InlineData("FirstName", "anna")]
    [InlineData("City", "07")]
    [InlineData("Points", "7.0")]
    [InlineData("Points", "7.01")]
    [InlineData("CreatedAt", "2024-01-05 00:00:01")]
    public void Any_other_difference_is_a_change(string column, string value) =>
        Assert.Equal("Updated", Sync($"[pscustomobject]@{{ ExternalId = 'A'; '{column}' = '{value}' }} | Sync-Contact -ExternalDataProperty City, Points"));

    [Fact]
    public void A_postal_code_as_text_does_not_equal_the_number()
    {
        engine.Run("Set-Contact -ExternalId A -ExternalData @{ Zip = '01234' }").ThrowIfFailed();
        Assert.Equal("Updated", Sync("[pscustomobject]@{ ExternalId = 'A'; Zip = '1234' } | Sync-Contact -ExternalDataProperty Zip"));
    }

    [Fact]
    public void A_double_with_more_digits_than_it_can_hold_is_unchanged()
    {
        engine.Run("Set-Contact -ExternalId A -ExternalData @{ Rate = -0.0000000007292123456789123d }").ThrowIfFailed();
        Assert.Equal("Unchanged", Sync("[pscustomobject]@{ ExternalId = 'A'; Rate = [double] '-0.0000000007292123456789123' } | Sync-Contact -ExternalDataProperty Rate"));
        Assert.Equal("Updated", Sync("[pscustomobject]@{ ExternalId = 'A'; Rate = [double] '-0.000000000729212' } | Sync-Contact -ExternalDataProperty Rate"));
    }

    [Fact]
    public void An_empty_cell_is_ignored_or_clears_with_ClearEmpty()
    {
        const string row = "[pscustomobject]@{ ExternalId = 'A'; FirstName = ''; City = '' } | Sync-Contact -ExternalDataProperty City";
        Assert.Equal("Unchanged", Sync(row));
        Assert.Equal("Updated", Sync($"{row} -ClearEmpty"));
        Assert.Equal([""], engine.Run("$a = Get-Contact -ExternalId A; \"$($a.FirstName)$($a.ExternalData.City)\"").Texts);
        Assert.Equal("Unchanged", Sync($"{row} -ClearEmpty"));
    }

    [Fact]
    public void A_field_without_a_column_is_not_managed() =>
        Assert.Equal("Unchanged", Sync("[pscustomobject]@{ ExternalId = 'A' } | Sync-Contact -ClearEmpty"));

    [Theory]
    [InlineData("Email", "[pscustomobject]@{ Email = 'B@example.com'; FirstName = 'Beata'; ExternalId = 'B-2' }", "FirstName: 'Bea' -> 'Beata'|ExternalId: 'B' -> 'B-2'")]
    [InlineData("PhoneNumber", "@{ PhoneNumber = '48601000001'; Email = 'new@example.com' }", "Email: 'a@example.com' -> 'new@example.com'")]
    public void Contacts_are_matched_by_the_given_key(string key, string row, string changes) =>
        Assert.Equal(
            changes.Split('|').Order(StringComparer.Ordinal),
            engine.Run($"{row} | Sync-Contact -MatchOn {key} | ForEach-Object Changes").ThrowIfFailed().Texts.Order(StringComparer.Ordinal));

    [Fact]
    public void WhatIf_sends_nothing_and_writes_the_plan_that_the_run_carries_out()
    {
        const string rows = "[pscustomobject]@{ ExternalId = 'B'; FirstName = 'Beata' }, [pscustomobject]@{ ExternalId = 'D'; Email = 'd@example.com' }, [pscustomobject]@{ ExternalId = 'A' }";
        const string shown = "ForEach-Object { \"$($_.Action) $($_.Key) $($_.Changes)\" }";
        var plan = engine.Run($"$plan = {rows} | Sync-Contact -WhatIf; $plan.Applied -join ','; $plan | {shown}").ThrowIfFailed().Texts;
        Assert.Empty(engine.ChangingRequests);
        Assert.Equal("False,False,False", plan[0]);
        var real = engine.Run($"$real = {rows} | Sync-Contact; $real.Applied -join ','; $real | {shown}").ThrowIfFailed().Texts;
        Assert.Equal("True,True,True", real[0]);
        Assert.Equal(plan.Skip(1).Order(StringComparer.Ordinal), real.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_repeated_sync_sends_nothing()
    {
        const string sync = "@{ ExternalId = 'B'; FirstName = 'Beata' }, @{ ExternalId = 'D'; Email = 'd@example.com'; CreatedAt = [datetime]'2024-02-03'; ExternalData = @{ Points = 1.5; Vip = $true } } | Sync-Contact";
        engine.Run(sync).ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Equal(["Unchanged", "Unchanged"], engine.Run($"({sync}).Action").ThrowIfFailed().Texts);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_repeated_key_is_an_error_of_each_row_and_none_of_them_is_sent()
    {
        var result = engine.Run("@{ ExternalId = 'B'; FirstName = 'One' }, @{ ExternalId = 'A'; FirstName = 'Ania' }, @{ ExternalId = 'B'; FirstName = 'Two' } | Sync-Contact");
        Assert.Equal(["DuplicateKey", "DuplicateKey"], result.ErrorIds);
        Assert.Equal(["One", "Two"], result.Errors.Select(error => (string)((PSObject)error.TargetObject).Properties["FirstName"].Value));
        Assert.Equal("Row 1 (B): another row also has the ExternalId 'B'. None of these rows was sent.", result.Errors[0].ToString());
        Assert.Equal(["Ania", "Bea"], engine.Run("Get-Contact -First 2 | ForEach-Object FirstName").Texts);
    }

    [Fact]
    public void A_row_that_matches_two_contacts_is_an_error_and_neither_contact_is_changed()
    {
        engine.Run("$null = New-Contact -Email b@example.com -ExternalId B2").ThrowIfFailed();
        var error = engine.Run("$changes = @{ Email = 'b@example.com'; FirstName = 'Beata' } | Sync-Contact -MatchOn Email").SingleError("AmbiguousContact");
        Assert.Contains("ids 2, 4", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Failed AmbiguousContact"], engine.Run("$changes | ForEach-Object { \"$($_.Action) $($_.Error.FullyQualifiedErrorId.Split(',')[0])\" }").Texts);
        Assert.Equal(["Bea", ""], engine.Run("Get-Contact -Email b@example.com | ForEach-Object { \"$($_.FirstName)\" }").Texts);
    }

    [Fact]
    public void A_failed_row_never_stops_the_others()
    {
        var result = engine.Run("$changes = @{ FirstName = 'no key' }, 17, @{ ExternalId = 'E'; CreatedAt = 'yesterday' }, @{ ExternalId = 'F' }, @{ ExternalId = 'G'; Email = 'no-address@example' }, @{ ExternalId = 'H'; Email = 'h@example.com' } | Sync-Contact");
        Assert.Equal(["InvalidField", "InvalidField", "NoKey", "NotAContact", "Refused"], result.ErrorIds.Order(StringComparer.Ordinal));
        Assert.Equal(["Created H True"], engine.Run("$changes | Where-Object Action -ne Failed | ForEach-Object { \"$($_.Action) $($_.Key) $($_.Applied)\" }").Texts);
    }

    [Fact]
    public void A_contact_of_one_account_can_be_the_row_for_another()
    {
        engine.Run("$other = Start-ContactSandbox; $there = $other | Connect-ContactService -Name there -PassThru; $sandbox | Connect-ContactService").ThrowIfFailed();
        Assert.Equal("Created,Created,Created", Sync("Get-Contact | Sync-Contact -Connection $there"));
        Assert.Equal("Unchanged,Unchanged,Unchanged", Sync("Get-Contact | Sync-Contact -Connection $there"));
        Assert.Equal(["Gdynia"], engine.Run("(Get-Contact -ExternalId A -Connection $there).ExternalData.City").Texts);
        engine.Run("Stop-ContactSandbox $other").ThrowIfFailed();
    }

    [Fact]
    public void A_new_contact_joins_the_named_groups()
    {
        engine.Run("$null = @{ ExternalId = 'A'; FirstName = 'Ania' }, @{ ExternalId = 'D'; Email = 'd@example.com' } | Sync-Contact -AddToGroup 4").ThrowIfFailed();
        Assert.Equal(["D"], engine.Run("Get-Contact -GroupId 4 | ForEach-Object ExternalId").Texts);
    }

    [Fact]
    public void The_shares_of_a_partition_do_everything_once()
    {
        engine.Run("$rows = 1..40 | ForEach-Object { [pscustomobject]@{ ExternalId = \"P-$_\"; Email = \"p$_@example.com\" } }").ThrowIfFailed();
        var keys = engine.Run("1..3 | ForEach-Object { $rows | Sync-Contact -Partition \"$_/3\" } | ForEach-Object Key").ThrowIfFailed().Texts;
        Assert.Equal(40, keys.Count);
        Assert.Equal(40, keys.Distinct().Count());
        Assert.All(engine.Run("1..3 | ForEach-Object { @($rows | Sync-Contact -Partition \"$_/3\").Count }").Texts, share => Assert.InRange(int.Parse(share, System.Globalization.CultureInfo.InvariantCulture), 5, 22));
        engine.Run("$rows | Sync-Contact -Partition 4/3").SingleError("InvalidField");
    }

    [Fact]
    public void A_failed_read_of_the_account_changes_nothing()
    {
        engine.Run("Stop-ContactSandbox; $sandbox | Connect-ContactService -MaximumRetryCount 0").ThrowIfFailed();
        engine.Run("@{ ExternalId = 'A'; FirstName = 'Ania' } | Sync-Contact").SingleError("Unreachable");
    }

    [Fact]
    public void The_run_ends_with_one_summary_line()
    {
        var result = engine.Run("@{ ExternalId = 'B'; FirstName = 'Beata' }, @{ ExternalId = 'D'; Email = 'd@example.com' }, @{ ExternalId = 'A' }, @{ ExternalId = ''; FirstName = 'x' } | Sync-Contact -ErrorAction SilentlyContinue");
        Assert.Matches(@"^Sync-Contact: 1 created, 1 updated, 0 removed, 1 unchanged, 0 skipped, 1 failed; 0 requests retried; \d+\.\d s$", Assert.Single(result.Information).ToString());
    }

    private string Sync(string command) => string.Join(',', engine.Run($"({command}).Action").ThrowIfFailed().Texts);
}
