using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A column is found by its name, whatever surrounds it and is not seen, in every cmdlet.</summary>
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
    public void A_header_with_blanks_is_the_same_in_every_cmdlet(string header)
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
    public void A_dictionary_and_a_named_column_are_read_so_too()
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
    public void The_names_of_additional_fields_in_a_table_stay_as_they_are()
    {
        engine.Run("New-Contact -ExternalId A -Email a@example.com -ExternalData @{ 'City ' = 'Gdynia'; City = 'Sopot' }").ThrowIfFailed();
        Assert.Equal(["Gdynia Sopot"], engine.Run("$d = (Get-Contact -ExternalId A).ExternalData; \"$($d['City ']) $($d['City'])\"").Texts);
    }
}
