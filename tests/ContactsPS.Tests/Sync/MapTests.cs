using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>-Map names the columns of fields that have other names in the source.</summary>
public sealed class MapTests : IDisposable
{
    private const string Customers = "Code,E-mail,Town,Notes\nK-1,anna@example.com, Poznań ,first\nK-2,Jan@Example.com,Łódź,second\n";

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Sync-Contact $file")]
    [InlineData("Import-Csv $file | Sync-Contact")]
    [InlineData("Get-Content $file | ConvertFrom-Csv | ForEach-Object { @{ Code = $_.Code; 'E-mail' = $_.'E-mail'; Town = $_.Town } } | Sync-Contact")]
    public void Keys_are_fields_or_additional_fields_and_values_are_columns_or_script_blocks(string sync)
    {
        var changes = Sync(Customers, sync, "@{ ExternalId = 'Code'; Email = ' e-MAIL '; City = { $_.Town.Trim() } }").ThrowIfFailed();
        Assert.Equal(["Created K-1", "Created K-2"], changes.Texts);
        Assert.Equal(
            ["K-1 anna@example.com Poznań", "K-2 Jan@Example.com Łódź"],
            engine.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email) $($_.ExternalData.City)\" }").Texts);
        Assert.Equal(["Unchanged K-1", "Unchanged K-2"], Sync(Customers, sync, "@{ ExternalId = 'Code'; Email = 'E-mail'; City = { $_.Town.Trim() } }").ThrowIfFailed().Texts);
    }

    [Fact]
    public void Rows_of_JSON_Lines_are_mapped_too()
    {
        Assert.Equal(
            ["Created K-1"],
            Sync("{\"Code\":\"K-1\"}\n{\"Code\":\"K-1\"}\n", "Sync-Contact $file", "@{ ExternalId = 'Code'; Email = { \"$($_.Code)@example.com\" } }", "source.jsonl").ThrowIfFailed().Texts);
        Assert.Equal(["K-1@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void Piped_texts_are_read_by_script_blocks()
    {
        Assert.Equal(["Created a@example.com"], engine.Run("'a@example.com', ' ' | Sync-Contact -MatchOn Email -Map @{ Email = { $_.Trim() } } | ForEach-Object { \"$_\" }").ThrowIfFailed().Texts);
    }

    [Fact]
    public void A_field_that_is_not_in_the_map_is_read_from_the_column_of_its_name()
    {
        Sync("Code,Email,LastName,FirstName\nK-1,anna@example.com,Nowak,ANNA\n", "Sync-Contact $file", "@{ ExternalId = 'Code'; FirstName = { $_.FirstName.ToLower() } }").ThrowIfFailed();
        Assert.Equal(["K-1 anna@example.com anna Nowak"], engine.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email) $($_.FirstName) $($_.LastName)\" }").Texts);
    }

    [Theory]
    [InlineData("@{ ExternalId = 'Code'; Email = 'Mail' }", "Mail")]
    [InlineData("@{ ExternalId = { $_.Code + $_.Nr }; Email = 'E-mail' }", "Nr")]
    [InlineData("@{ ExternalId = { if ($_.Code) { $PSItem.Kod } else { $_.'E-mail' } } }", "Kod")]
    public void A_column_that_does_not_exist_ends_the_run_before_any_request(string map, string column)
    {
        foreach (var sync in new[] { "Sync-Contact $file -ExternalDataProperty Town", "Import-Csv $file | Sync-Contact -ExternalDataProperty Town" })
        {
            engine.ForgetRequests();
            var error = Sync(Customers, sync, map).SingleError("InvalidField");
            Assert.Contains($"is read from the column '{column}', which does not exist; the columns are: Code, E-mail, Town, Notes", error.ToString(), StringComparison.Ordinal);
            Assert.Empty(engine.Requests);
        }
    }

    [Fact]
    public void Members_that_every_object_has_and_nested_blocks_are_not_taken_for_columns() =>
        Assert.Equal(["Created K-1x3", "Created K-2x3"], Sync(Customers, "Import-Csv $file | Sync-Contact", "@{ ExternalId = { $_.Code + 'x' + (1, 2, 3 | ForEach-Object { $_.Nothing; $_ })[-1] }; Email = 'E-mail'; Columns = { @($_.PSObject.Properties).Count } }").ThrowIfFailed().Texts);

    [Fact]
    public void A_column_that_only_later_rows_have_exists()
    {
        var rows = string.Join(", ", Enumerable.Range(1, 15).Select(number => $"@{{ Code = 'K-{number}'; Email = 'a{number}@example.com' }}")) + ", @{ Code = 'K-16'; Email = 'z@example.com'; Town = 'Łódź' }";
        Assert.Empty(engine.Run($"$null = {rows} | Sync-Contact -Map @{{ ExternalId = 'Code'; City = 'Town' }}").Errors);
        Assert.Equal(["Łódź"], engine.Run("(Get-Contact -ExternalId K-16).ExternalData.City").Texts);
    }

    [Fact]
    public void A_block_that_fails_for_a_key_counts_as_an_unreadable_key()
    {
        Sync("Code,Email\nK-1,a@example.com\nK-2,b@example.com\n", "Sync-Contact $file", "@{ ExternalId = 'Code' }").ThrowIfFailed();
        var run = Sync("Code,Email\nK-1,a@example.com\n,c@example.com\n", "Sync-Contact $file -Prune -MaximumPrunePercent 100", "@{ ExternalId = { if (-not $_.Code) { throw 'no code' }; $_.Code } }");
        Assert.Equal(["InvalidField", "PruneRefused"], run.ErrorIds);
        Assert.Contains("no code", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["K-1", "K-2"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void A_block_that_fails_for_another_field_is_an_error_of_its_row_and_protects_its_contact()
    {
        Sync("Code,Email\nK-1,a@example.com\nK-2,b@example.com\nK-3,c@example.com\n", "Sync-Contact $file", "@{ ExternalId = 'Code' }").ThrowIfFailed();
        var run = Sync("Code,Email,PhoneNumber\nK-1,a@example.com,\nK-2,,\n", "Sync-Contact $file -MatchOn ExternalId, PhoneNumber -Prune -MaximumPrunePercent 100", "@{ ExternalId = 'Code'; Email = { if (-not $_.Email) { throw 'none' }; $_.Email } }");
        Assert.Equal(["InvalidField"], run.ErrorIds);
        Assert.Equal(["K-1", "K-2"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void A_refused_value_is_named_by_row_and_column_and_its_target_is_the_original_row()
    {
        foreach (var sync in new[] { "Sync-Contact $file", "Import-Csv $file | Sync-Contact" })
        {
            var error = Sync("Code,E-mail,Email\nK-1,no address,x\n", sync, "@{ ExternalId = 'Code'; Email = 'E-mail' }").SingleError("InvalidField");
            Assert.Contains("(K-1): E-mail ", error.ToString(), StringComparison.Ordinal);
            Assert.Equal("K-1 no address x", engine.Run("\"$($row.Code) $($row.'E-mail') $($row.Email)\"", ("row", error.TargetObject)).Texts.Single());
        }
    }

    [Fact]
    public void The_target_of_an_error_of_the_service_is_the_original_row()
    {
        Sync("Code,E-mail\nK-1,a@example.com\n", "Sync-Contact $file", "@{ ExternalId = 'Code'; Email = 'E-mail' }").ThrowIfFailed();
        engine.Run("$null = New-Contact -ExternalId K-2 -Email b@example.com").ThrowIfFailed();
        var error = Sync("Code,E-mail\nK-2,a@example.com\n", "Sync-Contact $file -MatchOn Email", "@{ ExternalId = 'Code'; Email = 'E-mail' }").SingleError("Refused");
        Assert.Equal("K-2 a@example.com", engine.Run("\"$($row.Code) $($row.'E-mail')\"", ("row", error.TargetObject)).Texts.Single());
    }

    [Fact]
    public void A_column_that_the_map_replaces_is_reported_as_not_sent()
    {
        var run = Sync("Code,Email,E-mail\nK-1,old@example.com,new@example.com\n", "Sync-Contact $file", "@{ ExternalId = 'Code'; Email = 'E-mail' }").ThrowIfFailed();
        Assert.Contains("Email", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(["new@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void A_map_can_be_kept_in_a_data_file()
    {
        var map = folder.Write("map.psd1", "@{\n    ExternalId = 'Code'\n    Email      = { $_.'E-mail'.ToLower() }\n}\n");
        var path = folder.Write("source.csv", Customers);
        Assert.Equal(["Created K-1", "Created K-2"], engine.Run("Sync-Contact $file -Map (Import-PowerShellDataFile $map) | ForEach-Object { \"$_\" } | Sort-Object", ("file", path), ("map", map)).ThrowIfFailed().Texts);
        Assert.Equal(["anna@example.com", "jan@example.com"], engine.Run("(Get-Contact).Email").Texts);
        Assert.Contains("the column 'E-mail', which does not exist", engine.Run("@{ Code = 'K-1'; Mail = 'x' } | Sync-Contact -Map (Import-PowerShellDataFile $map)", ("map", map)).SingleError("InvalidField").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ Email = '' }", "such as 'Code' or { $_.Code.Trim() }")]
    [InlineData("@{ Email = 5 }", "such as 'Code' or { $_.Code.Trim() }")]
    [InlineData("@{ Email = 'a', 'b' }", "such as 'Code' or { $_.Code.Trim() }")]
    [InlineData("@{ InArchive = 'Code' }", "the keys are fields of a contact")]
    [InlineData("@{ ' ' = 'Code' }", "the keys are fields of a contact")]
    public void An_invalid_map_is_refused_and_the_error_shows_how_to_write_it(string map, string rule)
    {
        engine.ForgetRequests();
        Assert.Contains(rule, Sync(Customers, "Sync-Contact $file", map).SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("@{}")]
    [InlineData("$null")]
    public void An_empty_map_is_refused(string map)
    {
        engine.ForgetRequests();
        Assert.Equal("ParameterArgumentValidationError", Assert.Single(Sync(Customers, "Sync-Contact $file", map).ErrorIds));
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void Rows_without_the_key_end_the_run_with_one_error_that_suggests_a_map()
    {
        engine.ForgetRequests();
        var rows = string.Join(", ", Enumerable.Range(1, 200).Select(static number => $"[pscustomobject]@{{ Code = {number}; Mail = 'a{number}@example.com' }}"));
        var run = engine.Run($"{rows} | Sync-Contact");
        var error = run.SingleError("NoKey");
        Assert.Contains("Their columns are: Code, Mail. Nothing was sent. Name the key column, for example -Map @{ ExternalId = 'Code' }", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
        Assert.Equal("NoKey", engine.Run("@{ Code = 1 } | Sync-Contact").ErrorIds.Single());
    }

    [Fact]
    public void Rows_that_wait_until_the_columns_are_known_keep_their_numbers()
    {
        var run = engine.Run("@{ Name = 'x' }, @{ ExternalId = 'K-2'; Email = 'no' }, @{ ExternalId = 'K-3' } | Sync-Contact");
        Assert.Equal(["NoKey", "InvalidField", "InvalidField"], run.ErrorIds);
        Assert.StartsWith("Row 1:", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Row 2 (K-2):", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Row 3 (K-3):", run.Errors[2].ToString(), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], engine.Run("(Get-ContactConnection).LastRun.Results.Number").Texts);
    }

    [Fact]
    public void A_sync_with_an_identity_map_equals_one_without()
    {
        var actions = new HashSet<string>(StringComparer.Ordinal);
        string[] fields = ["ExternalId", "Email", "PhoneNumber", "FirstName", "City"];
        for (var seed = 1; seed <= 60; seed++)
        {
            var dice = new Random(seed);
            string Cell(int column) => dice.Next(5) == 0 ? string.Empty : column switch
            {
                0 => $"K-{dice.Next(5)}",
                1 => dice.Next(6) == 0 ? "no address" : $"e{dice.Next(5)}@example.com",
                2 => $"60010020{dice.Next(5)}",
                _ => $"{fields[column]} {dice.Next(3)}",
            };
            var rows = Enumerable.Range(0, dice.Next(1, 8)).Select(_ => string.Join(',', Enumerable.Range(0, fields.Length).Select(Cell))).Prepend(string.Join(',', fields));
            var path = folder.Write($"{seed}.csv", string.Join('\n', rows) + "\n");
            var map = string.Join("; ", fields.Where(_ => dice.Next(3) > 0).Append("City").Distinct().Select(field => dice.Next(2) == 0 ? $"{field} = '{field}'" : $"{field} = {{ $_.{field} }}"));
            var source = dice.Next(2) == 0 ? "Sync-Contact $file" : "Import-Csv $file | Sync-Contact";
            var tail = $"-MatchOn {(dice.Next(2) == 0 ? "ExternalId" : "Email, PhoneNumber")} {(dice.Next(2) == 0 ? "-ClearEmpty" : string.Empty)} -Prune -MaximumPrunePercent 100 -WhatIf -ErrorAction SilentlyContinue";
            var results = new[] { "-ExternalDataProperty City", $"-Map @{{ {map} }}" }.Select(how => engine.Run($"{source} {how} {tail} | ForEach-Object {{ \"$($_.Action) $($_.Key) $($_.Id) $($_.Changes) $($_.Error)\" }}", ("file", path))).ToList();
            Assert.Equal(results[0].Texts, results[1].Texts);
            Assert.Equal(results[0].ErrorIds, results[1].ErrorIds);
            actions.UnionWith(results[0].Texts.Select(static line => line.Split(' ')[0]));
            engine.Run($"{source} -Map @{{ {map} }} -ErrorAction SilentlyContinue > $null", ("file", path));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Created", "Updated", "Unchanged", "Removed", "Failed" }, actions);
    }

    private EngineResult Sync(string text, string sync, string map, string name = "source.csv")
    {
        var path = folder.Write(name, text);
        return engine.Run($"{sync} -Map {map} -Confirm:$false | ForEach-Object {{ \"$_\" }} | Sort-Object", ("file", path));
    }
}
