using ContactsPS.Testing;
using CsCheck;

namespace ContactsPS.Tests.Values;

/// <summary>The apostrophe that makes a spreadsheet show a formula as text is only in the file, whichever cmdlet reads it.</summary>
public sealed class GuardedTextTests : IDisposable
{
    private static readonly Gen<string> Text = Gen.OneOf("'", "''", "=", "+", "-", "@", "\t", "\r", "=\"", "\"", "00124", "+48501234567", "Anna", "s-Gravenhage", " ", "\uff1d", "=1+1", "\0").Array[1, 5].Select(string.Concat);

    private readonly ScratchFolder folder = new();
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("'@nna", "@nna")]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("''@nna", "'@nna")]
    [InlineData("'+48501234567", "+48501234567")]
    [InlineData("'-5", "-5")]
    [InlineData("'\tx", "\tx")]
    [InlineData("'s-Gravenhage", "'s-Gravenhage")]
    [InlineData("'", "'")]
    [InlineData("+48501234567", "+48501234567")]
    [InlineData("=\"00124\"", "00124")]
    [InlineData("=\"a \"\"b\"\"\"", "a \"b\"")]
    [InlineData("=\"a\"&\"b\"", "=\"a\"&\"b\"")]
    public void A_cell_loses_one_apostrophe_and_the_quotes_of_a_spreadsheet_on_every_route(string cell, string text)
    {
        var path = folder.Write("cells.csv", $"Email,ExternalId,LastName,Note\r\na@example.com,C-1,\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");
        foreach (var command in new[]
        {
            "Import-Csv $path | New-Contact -ExternalDataProperty Note",
            "Import-Csv $path | New-Contact -LastName { $_.LastName } -ExternalData { @{ Note = $_.Note } }",
            "Import-Csv $path | Sync-Contact -ExternalDataProperty Note",
            "Sync-Contact -Path $path -ExternalDataProperty Note",
            "$null = New-Contact -Email a@example.com -ExternalId C-1; Import-Csv $path | Set-Contact -ExternalDataProperty Note",
        })
        {
            engine.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
            engine.Run(command, ("path", path)).ThrowIfFailed();
            Assert.Equal([text, text], engine.Run("(Get-Contact).LastName; (Get-Contact).ExternalData.Note").Texts);
        }
    }

    [Fact]
    public void Typed_values_and_values_of_a_contact_keep_their_apostrophe()
    {
        engine.Run("New-Contact -Email a@example.com -LastName \"'@nna\" -ExternalData @{ Note = \"'=1\" }; Get-Contact | Set-Contact -FirstName { $_.LastName }").ThrowIfFailed();
        Assert.Equal(["'@nna", "'@nna", "'=1"], engine.Run("(Get-Contact).FirstName; (Get-Contact).LastName; (Get-Contact).ExternalData.Note").Texts);
    }

    [Fact]
    public void A_cell_used_as_an_address_is_the_exported_text()
    {
        engine.Run("$null = New-Contact -Email a@example.com -ExternalId '@1'; Export-Contact $path; Import-Csv $path | ForEach-Object { $_.Id = ''; $_ } | Set-Contact -FirstName Ewa", ("path", folder.PathOf("a.csv"))).ThrowIfFailed();
        Assert.Equal(["Ewa @1"], engine.Run("Get-Contact | ForEach-Object { '{0} {1}' -f $_.FirstName, $_.ExternalId }").Texts);
    }

    [Fact]
    public void An_export_that_Import_Csv_reads_changes_nothing_in_any_cmdlet() => Gen.Select(Text, Text).Sample(
        (name, note) =>
        {
            var result = engine.Run(
                """
                Get-Contact | Remove-Contact -Confirm:$false
                $null = New-Contact -Email a@example.com -ExternalId C-1 -FirstName $name -ExternalData @{ Note = $note }
                Export-Contact $path -Force
                $rows = Import-Csv $path
                $held = { (Get-Contact).FirstName, (Get-Contact).ExternalData.Note }
                & $held
                ($rows | Sync-Contact).Action
                $null = Set-Contact -ExternalId C-1 -FirstName x -ExternalData @{ Note = 'x' }
                $rows | Set-Contact
                & $held
                Remove-Contact -ExternalId C-1 -Confirm:$false
                $null = $rows | New-Contact 3>$null
                & $held
                """,
                ("name", name),
                ("note", note),
                ("path", folder.PathOf("all.csv"))).ThrowIfFailed();
            var held = string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(note) ? null : new[] { name, note };
            if (held is not null)
            {
                Assert.Equal([.. held, "Unchanged", .. held, .. held], result.Texts);
            }
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Columns_of_additional_data_in_an_export_need_no_parameter()
    {
        engine.Run("$null = New-Contact -Email a@example.com -ExternalId C-1; [pscustomobject]@{ ExternalId = 'C-1'; 'ExternalData.Note' = 'x' } | Set-Contact; @{ Email = 'b@example.com'; 'externaldata.Note' = 'y' } | New-Contact").ThrowIfFailed();
        Assert.Equal(["x", "y"], engine.Run("(Get-Contact).ExternalData.Note").Texts);
    }
}
