using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A column is found by its name in every cmdlet, despite surrounding white space and invisible characters.</summary>
public sealed class ColumnNameTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("ExternalId ,Email ,FirstName")]
    [InlineData("\" ExternalId\",\"\u00A0Email\u200B\",FirstName\t")]
    public void A_header_with_white_space_is_read_the_same_in_every_cmdlet(string header)
    {
        var path = folder.PathOf("customers.csv");
        File.WriteAllText(path, header + "\nA,a@example.com,Anna\n");
        var result = engine.Run("""
            Import-Csv $path | New-Contact | ForEach-Object Email
            Import-Csv $path | Set-Contact -LastName Nowak
            (Import-Csv $path | Sync-Contact).Action
            (Sync-Contact -Path $path).Action
            (Get-Contact -ExternalId A).FirstName
            Import-Csv $path | Set-ContactSubscription -Channel sms -State Unsubscribed
            Import-Csv $path | Remove-Contact -Confirm:$false
            (Import-Csv $path | Sync-Contact).Action
            """, ("path", path)).ThrowIfFailed();
        Assert.Equal(["a@example.com", "Unchanged", "Unchanged", "Anna", "Created"], result.Texts);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_dictionary_and_a_named_column_are_read_the_same()
    {
        engine.Run("""
            @{ 'ExternalId ' = 'A'; ' Email' = 'a@example.com'; 'City ' = 'Gdynia' } | New-Contact -ExternalDataProperty City | Out-Null
            [pscustomobject]@{ 'ExternalId ' = 'B'; ' Email' = 'b@example.com'; ' City' = 'Sopot' } | New-Contact -ExternalDataProperty 'City ' | Out-Null
            """).ThrowIfFailed();
        Assert.Equal(["Gdynia", "Sopot"], engine.Run("Get-Contact | ForEach-Object { $_.ExternalData.City }").Texts);
    }

    [Fact]
    public void Rows_of_several_files_may_spell_a_column_differently()
    {
        engine.Run("""
            1..150 | ForEach-Object { [pscustomobject]@{ ExternalId = "A$_"; Email = "a$_@example.com"; FirstName = 'x' } } |
                ForEach-Object -Process { $_ } -End { 1..3 | ForEach-Object { [pscustomobject]@{ 'ExternalId ' = "B$_"; Email = "b$_@example.com"; 'FirstName ' = 'y' } } } |
                New-Contact | Out-Null
            """).ThrowIfFailed();
        Assert.Equal(["B1 y", "B2 y", "B3 y"], engine.Run("'B1', 'B2', 'B3' | ForEach-Object { $c = Get-Contact -ExternalId $_; \"$($c.ExternalId) $($c.FirstName)\" }").Texts);
    }

    [Fact]
    public void The_keys_of_a_table_of_additional_data_are_unchanged()
    {
        engine.Run("New-Contact -ExternalId A -Email a@example.com -ExternalData @{ 'City ' = 'Gdynia'; City = 'Sopot' }").ThrowIfFailed();
        Assert.Equal(["Gdynia Sopot"], engine.Run("$d = (Get-Contact -ExternalId A).ExternalData; \"$($d['City ']) $($d['City'])\"").Texts);
    }

    [Fact]
    public void A_column_of_the_exact_name_is_read_also_if_earlier_rows_have_only_one_with_blanks()
    {
        engine.Run("""
            1..103 | ForEach-Object { [pscustomobject]@{ ExternalId = "R-$_"; 'Email ' = "r$_@example.com" } | ForEach-Object { if ($_.ExternalId -eq 'R-103') { $_ | Add-Member Email exact@example.com }; $_ } } |
                New-Contact | Out-Null
            """).ThrowIfFailed();
        Assert.Equal(["exact@example.com"], engine.Run("(Get-Contact -ExternalId R-103).Email").Texts);
    }

    public static TheoryData<string> Commands =>
    [
        "New-Contact", "Set-Contact", "Remove-Contact -Confirm:$false", "Set-ContactSubscription -Channel sms -State Unsubscribed", "Add-ContactGroup -GroupId 2",
        "Remove-ContactGroup -GroupId 2", "Get-Contact", "Get-ContactGroup", "Sync-Contact",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_row_with_a_repeated_column_is_refused_as_in_a_file(string command)
    {
        var result = engine.Run($$"""
            $rows = [pscustomobject]@{ ExternalId = 'A'; Email = 'a@example.com' },
                [pscustomobject]@{ ExternalId = 'A'; Email = 'a@example.com'; 'Email ' = 'b@example.com' },
                ('{ "externalId": "A", "email": "a@example.com", "Email": "b@example.com" }' | ConvertFrom-Json -AsHashtable),
                @{ ' ExternalId' = 'A'; ExternalId = 'B' }
            $null = $rows | {{command}}
            """);
        var refused = result.Errors.Where(error => error.ToString().Contains("have the same name", StringComparison.Ordinal)).Select(error => error.ToString()).ToList();
        Assert.Equal(3, refused.Count);
        Assert.All(result.Errors.Where(error => refused.Contains(error.ToString())), error => Assert.StartsWith("InvalidField", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("'Email' and 'Email '", refused[0], StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Run("Get-Contact").Texts, contact => contact.Contains("b@example.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'ExternalId ' = 'A'; ExternalId = 'B'")]
    [InlineData("ExternalId = 'B'; 'ExternalId ' = 'A'")]
    public void A_row_with_a_repeated_column_is_named_by_the_exact_column(string cells)
    {
        var error = engine.Run($"[pscustomobject]@{{ {cells}; Email = 'a@example.com' }} | New-Contact").SingleError("InvalidField");
        Assert.StartsWith("Row 1 (B):", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Additional_fields_of_a_row_may_differ_only_in_case()
    {
        engine.Run("""'{ "externalId": "A", "email": "a@example.com", "ExternalData.City": "Gdynia", "ExternalData.city": "Sopot" }' | ConvertFrom-Json -AsHashtable | Sync-Contact""").ThrowIfFailed();
        Assert.Equal(["Gdynia Sopot"], engine.Run("$d = (Get-Contact -ExternalId A).ExternalData; \"$($d['City']) $($d['city'])\"").Texts);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Rows_of_empty_cells_are_skipped_and_counted_in_one_line(string command)
    {
        engine.Run("$null = New-Contact -ExternalId A -Email a@example.com -FirstName Ewa").ThrowIfFailed();
        var row = command.StartsWith("New", StringComparison.Ordinal) ? "B" : "A";
        var path = folder.PathOf("excel.csv");
        File.WriteAllText(path, $"ExternalId,Email,FirstName\n,,\n{row},c@example.com,Anna\n,,\n , ,\n");
        var result = engine.Run($"Import-Csv $path | {command} -Verbose", ("path", path)).ThrowIfFailed();
        Assert.Contains("3 rows were skipped", Assert.Single(result.Verbose, line => line.Contains("rows were skipped", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
