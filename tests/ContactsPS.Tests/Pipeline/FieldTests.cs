using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>How the fields of a row are read.</summary>
public sealed class FieldTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Columns_are_found_by_name_regardless_of_case()
    {
        engine.Run("[pscustomobject]@{ EMAIL = 'ewa@example.com'; firstname = 'Ewa'; LastName = 'Żółć' } | New-Contact").ThrowIfFailed();
        Assert.Equal(["ewa@example.com Ewa Żółć"], engine.Run("Get-Contact | ForEach-Object { '{0} {1} {2}' -f $_.Email, $_.FirstName, $_.LastName }").Texts);
    }

    [Theory]
    [InlineData("'2024-12-31'", "2024-12-31 00:00:00")]
    [InlineData("'2024-12-31 23:59'", "2024-12-31 23:59:00")]
    [InlineData("'2024-12-31 23:59:58'", "2024-12-31 23:59:58")]
    [InlineData("'2024-12-31T23:59:58Z'", "2024-12-31 23:59:58")]
    [InlineData("'2024-12-31T23:59:58+02:00'", "2024-12-31 21:59:58")]
    [InlineData("'1735689598'", "2024-12-31 23:59:58")]
    [InlineData("1735689598", "2024-12-31 23:59:58")]
    [InlineData("[datetime]::new(2024, 12, 31, 23, 59, 58, [System.DateTimeKind]::Utc)", "2024-12-31 23:59:58")]
    [InlineData("[datetime]::new(2024, 12, 31, 23, 59, 58)", "2024-12-31 23:59:58")]
    [InlineData("[datetime]::new(2024, 12, 31, 23, 59, 58, [System.DateTimeKind]::Utc).ToLocalTime()", "2024-12-31 23:59:58")]
    [InlineData("[datetimeoffset]::new(2024, 12, 31, 23, 59, 58, [timespan]::FromHours(1))", "2024-12-31 22:59:58")]
    public void Dates_are_read_in_every_documented_form_as_UTC(string value, string expected)
    {
        engine.Run($"[pscustomobject]@{{ Email = 'a@example.com'; CreatedAt = {value} }} | New-Contact").ThrowIfFailed();
        var created = (DateTime)engine.Run("(Get-Contact).CreatedAt").Value!;
        Assert.Equal(DateTimeKind.Utc, created.Kind);
        Assert.Equal(expected, created.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("31.12.2024")]
    [InlineData("12/31/2024")]
    [InlineData("2024-13-01")]
    [InlineData("2024-02-30")]
    [InlineData("20241231")]
    [InlineData("yesterday")]
    public void An_invalid_date_is_an_error_that_names_row_column_and_rule(string value)
    {
        var result = engine.Run("@{ Email = 'a@example.com' }, [pscustomobject]@{ Email = 'b@example.com'; CreatedAt = $value } | New-Contact", ("value", value));
        var error = result.SingleError("InvalidField").ToString();
        Assert.Contains("Row 2", error, StringComparison.Ordinal);
        Assert.Contains("CreatedAt must be a date in one of these forms: yyyy-MM-dd", error, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", error, StringComparison.Ordinal);
        Assert.Equal(["a@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Theory]
    [InlineData("+48 601-234-567", "+48601234567")]
    [InlineData("(22) 555.01.02", "225550102")]
    [InlineData(" 601 234 567 ", "601234567")]
    public void Phone_numbers_lose_spaces_dots_hyphens_and_brackets(string written, string sent)
    {
        engine.Run("[pscustomobject]@{ PhoneNumber = $written } | New-Contact", ("written", written)).ThrowIfFailed();
        Assert.Equal([sent], engine.Run("(Get-Contact).PhoneNumber").Texts);
    }

    [Theory]
    [InlineData("PhoneNumber", "601 ABC 567", "must be digits with an optional leading plus")]
    [InlineData("PhoneNumber", "48+601234567", "must be digits with an optional leading plus")]
    [InlineData("PhoneNumber", "+", "must be digits with an optional leading plus")]
    [InlineData("PhoneNumber", "+1234567890123456", "must have at most 15 characters, but has 17")]
    public void A_malformed_phone_number_is_an_error_before_anything_is_sent(string column, string value, string rule)
    {
        var error = engine.Run("[pscustomobject]@{ Email = 'a@example.com'; $column = $value } | New-Contact", ("column", column), ("value", value)).SingleError("InvalidField");
        Assert.Contains($"{column} {rule}", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("Email")]
    [InlineData("ExternalId")]
    [InlineData("FirstName")]
    [InlineData("LastName")]
    [InlineData("CompanyName")]
    public void A_value_that_is_too_long_is_an_error_before_anything_is_sent(string column)
    {
        var row = $"@{{ PhoneNumber = '601234567'; {column} = 'x' * 151 }}";
        var error = engine.Run($"{row} | New-Contact").SingleError("InvalidField");
        Assert.Contains($"{column} must have at most 150 characters, but has 151", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("@{ FirstName = 'Ewa' }")]
    [InlineData("[pscustomobject]@{ Email = ''; PhoneNumber = ' '; FirstName = 'Ewa' }")]
    public void A_new_contact_with_neither_email_nor_phone_is_an_error_before_anything_is_sent(string row)
    {
        var error = engine.Run($"{row} | New-Contact").SingleError("InvalidField");
        Assert.Contains("Email and PhoneNumber are both empty", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("'2;3'")]
    [InlineData("' 2 ; 3 ;'")]
    [InlineData("2, 3")]
    [InlineData("'2', '3'")]
    public void A_list_in_a_cell_is_separated_by_semicolons(string groups)
    {
        engine.Run($"[pscustomobject]@{{ Email = 'a@example.com'; AddToGroup = {groups} }} | New-Contact").ThrowIfFailed();
        Assert.Equal(["2", "3"], engine.Run("Get-Contact | Get-ContactGroup | Where-Object ExternalId -ne ALLCONTACTS | ForEach-Object Id").Texts);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Email = 'a@example.com'; AddToGroup = '1,2' } | New-Contact")]
    [InlineData("New-Contact -Email a@example.com -AddToGroup '1,2'")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId '1,2'")]
    [InlineData("@{ Id = 1; Groups = '1,2' } | Add-ContactGroup -GroupId { $_.Groups }")]
    public void A_cell_with_1_comma_2_is_an_error_and_never_group_12(string command)
    {
        var error = engine.Run(command).SingleError("InvalidField");
        Assert.Contains("separated by ';' if a cell contains several", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void A_group_filter_of_1_comma_2_is_an_error_and_never_group_12()
    {
        engine.Run("Get-Contact -GroupId '1,2'").SingleError("InvalidField");
        Assert.DoesNotContain(engine.Requests, request => request.Contains("12", StringComparison.Ordinal));
    }

    [Fact]
    public void Empty_cells_are_absent()
    {
        engine.Run("[pscustomobject]@{ Email = 'a@example.com'; FirstName = ''; CreatedAt = ' '; PhoneNumber = $null; AddToGroup = '' } | New-Contact").ThrowIfFailed();
        Assert.Equal(["", ""], engine.Run("$c = Get-Contact; \"$($c.FirstName)\"; \"$($c.PhoneNumber)\"").Texts);
    }

    [Fact]
    public void Named_columns_are_sent_as_additional_data()
    {
        engine.Run("[pscustomobject]@{ Email = 'a@example.com'; City = 'Łódź'; Points = 12; Empty = '' } | New-Contact -ExternalDataProperty City, Points, Empty").ThrowIfFailed();
        Assert.Equal(["Łódź", "12", "2"], engine.Run("$c = Get-Contact; $c.ExternalData.City; $c.ExternalData.points; $c.ExternalData.Count").Texts);
    }

    [Fact]
    public void An_unused_column_is_one_warning_for_the_whole_pipeline()
    {
        var result = engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\"; City = 'Gdynia'; Points = 1 } } | New-Contact -ExternalDataProperty City");
        Assert.Equal("These columns are not sent: Points. To send them as additional data, name them in -ExternalDataProperty.", Assert.Single(result.Warnings));
        Assert.Equal(3, result.Output.Count);
    }

    [Fact]
    public void An_unused_column_of_a_later_source_is_reported_too()
    {
        const string rows = "foreach ($i in 1..150) { [pscustomobject]@{ Email = \"c$i@example.com\" } }; foreach ($i in 151..250) { [pscustomobject]@{ Email = \"c$i@example.com\"; Points = 1 } }";
        Assert.Contains("Points", Assert.Single(engine.Run($"& {{ {rows} }} | New-Contact").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unused_key_of_a_single_table_is_reported()
    {
        const string rows = "foreach ($i in 1..250) { $row = @{ Email = \"c$i@example.com\" }; if ($i -eq 237) { $row.Points = 1 }; $row }";
        Assert.Contains("Points", Assert.Single(engine.Run($"& {{ {rows} }} | New-Contact").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_a_script_block_reads_is_used() =>
        Assert.Empty(engine.Run("[pscustomobject]@{ Mail = 'a@example.com'; Imie = 'Ewa' } | New-Contact -Email { $_.Mail } -FirstName { $PSItem.Imie.Trim() }").ThrowIfFailed().Warnings);

    [Fact]
    public void Columns_that_a_removal_does_not_read_cause_no_warning()
    {
        engine.Run("$c = New-Contact -Email a@example.com").ThrowIfFailed();
        Assert.Empty(engine.Run("[pscustomobject]@{ Id = $c.Id; City = 'Gdynia' } | Remove-Contact -Confirm:$false").ThrowIfFailed().Warnings);
    }

    [Fact]
    public void No_value_of_a_row_is_used_for_the_next_row()
    {
        engine.Run("""
            @(
                [pscustomobject]@{ Email = 'a@example.com'; FirstName = 'Ewa'; PhoneNumber = '601234567'; City = 'Gdynia' }
                @{ Email = 'b@example.com' }
                [pscustomobject]@{ Email = 'c@example.com'; FirstName = '' }
            ) | New-Contact -ExternalDataProperty City
            """).ThrowIfFailed();
        Assert.Equal(
            ["a@example.com|Ewa|601234567|1", "b@example.com|||0", "c@example.com|||0"],
            engine.Run("Get-Contact | ForEach-Object { '{0}|{1}|{2}|{3}' -f $_.Email, $_.FirstName, $_.PhoneNumber, $_.ExternalData.Count }").Texts);
    }

    [Fact]
    public void The_target_of_an_error_is_the_row_as_it_was_piped()
    {
        var result = engine.Run("$row = [pscustomobject]@{ Email = 'a@example.com'; CreatedAt = 'never' }; $row | New-Contact; [object]::ReferenceEquals($row, $error[0].TargetObject)");
        Assert.True((bool)result.Value!);
        Assert.Equal("never", ((PSObject)result.SingleError("InvalidField").TargetObject).Properties["CreatedAt"].Value);
    }

    [Fact]
    public void The_target_of_an_error_is_the_hashtable_as_it_was_piped() =>
        Assert.True((bool)engine.Run("$row = @{ FirstName = 'Ewa' }; $row | New-Contact 2>$null; [object]::ReferenceEquals($row, $error[0].TargetObject)").Value!);

    [Theory]
    [InlineData("@{ Email = 'a@example.com'; FirstName = @(1, 2) }", "FirstName must be one value")]
    [InlineData("@{ Email = 'a@example.com'; ExternalData = 'City=Gdynia' }", "ExternalData must be a table")]
    [InlineData("@{ Email = 'a@example.com'; ExternalData = @{ Cities = @('Gdynia', 'Sopot') } }", "ExternalData.Cities must be one value")]
    public void A_value_of_the_wrong_type_is_an_error_that_names_the_type(string row, string rule)
    {
        Assert.Contains(rule, engine.Run($"{row} | New-Contact").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }
}
