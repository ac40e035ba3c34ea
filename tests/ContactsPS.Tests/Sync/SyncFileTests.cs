using System.IO.Compression;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>Files as they occur in practice.</summary>
public sealed class SyncFileTests : IDisposable
{
    private const string Polish = "Żółć";

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("ExternalId,Email,FirstName\nA,a@example.com,Żółć\n", "")]
    [InlineData("ExternalId,Email,FirstName\r\nA,a@example.com,Żółć\r\n", "")]
    [InlineData("ExternalId;Email;FirstName\r\nA;a@example.com;Żółć", "-Delimiter ';'")]
    [InlineData("\"ExternalId\"\t\"Email\"\t\"FirstName\"\n\"A\"\ta@example.com\t\"Żółć\"", "-Delimiter \"`t\"")]
    [InlineData("\n\nexternalid , EMAIL,firstname\n\nA,a@example.com,Żółć\n\n\n", "")]
    public void A_CSV_is_read_with_any_line_ending_delimiter_and_letter_case(string text, string arguments)
    {
        Sync(Write("customers.csv", text, Encoding.UTF8), arguments);
        Assert.Equal([Polish], engine.Run("(Get-Contact -ExternalId A).FirstName").Texts);
    }

    [Theory]
    [InlineData("utf-8", "")]
    [InlineData("utf-16", "")]
    [InlineData("utf-16BE", "")]
    [InlineData("utf-32", "")]
    [InlineData("windows-1250", "-Encoding windows-1250")]
    [InlineData("windows-1250", "-Encoding 1250")]
    [InlineData("iso-8859-2", "-Encoding iso-8859-2")]
    public void The_encoding_is_given_by_the_byte_order_mark_or_by_the_user(string encoding, string arguments)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Sync(Write("customers.csv", "ExternalId,Email,FirstName\nA,a@example.com,Żółć\n", Encoding.GetEncoding(encoding)), arguments);
        Assert.Equal([Polish], engine.Run("(Get-Contact -ExternalId A).FirstName").Texts);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_as_a_whole()
    {
        var path = Write("customers.csv", "ExternalId,Email,FirstName\nA,a@example.com,Anna\nB,b@example.com,Żółć\n", CodePagesEncodingProvider.Instance.GetEncoding(1250)!);
        var result = engine.Run("Sync-Contact -Path $path", ("path", path));
        Assert.Contains("it is not valid utf-8", result.SingleError("FileFailed").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Prune")]
    public void A_file_that_a_program_has_locked_is_an_error(string arguments)
    {
        var path = Write("customers.csv", "ExternalId,Email\nA,a@example.com\n", Encoding.UTF8);
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        engine.Run($"Sync-Contact -Path $path {arguments}", ("path", path)).SingleError("FileFailed");
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void A_file_that_is_open_for_writing_is_read_unless_contacts_may_be_removed()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Other systems let two programs read and write a file at one time.");
        var path = Write("customers.csv", "ExternalId,Email\nA,a@example.com\n", Encoding.UTF8);
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        engine.Run("Sync-Contact -Path $path -Prune", ("path", path)).SingleError("FileFailed");
        engine.Run("Sync-Contact -Path $path", ("path", path)).ThrowIfFailed();
    }

    [Theory]
    [InlineData("Jan\nMaria")]
    [InlineData("Jan\r\n\r\nMaria")]
    [InlineData("Say \"hello\", twice")]
    [InlineData("  spaces  ")]
    public void A_quoted_cell_keeps_its_content(string name)
    {
        Sync(Write("customers.csv", $"ExternalId,FirstName,Email\nA,\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",a@example.com\n", Encoding.UTF8), string.Empty);
        Assert.Equal([name], engine.Run("(Get-Contact -ExternalId A).FirstName").Texts);
    }

    [Theory]
    [InlineData("'=HYPERLINK(1)", "=HYPERLINK(1)")]
    [InlineData("''=x", "'=x")]
    [InlineData("'+48", "+48")]
    [InlineData("'+A1", "+A1")]
    [InlineData("'tis", "'tis")]
    [InlineData("=1", "=1")]
    public void A_formula_that_an_export_made_harmless_is_restored(string cell, string name)
    {
        Sync(Write("customers.csv", $"ExternalId,FirstName,Email\nA,{cell},a@example.com\n", Encoding.UTF8), string.Empty);
        Assert.Equal([name], engine.Run("(Get-Contact -ExternalId A).FirstName").Texts);
    }

    [Fact]
    public void Columns_of_an_export_are_known_and_other_columns_are_one_warning()
    {
        var path = Write("customers.csv", "Id,ExternalId,Email,InArchive,ExternalData.City,Colour\n9,A,a@example.com,False,Gdynia,red\n8,B,b@example.com,False,Sopot,blue\n", Encoding.UTF8);
        var result = engine.Run("$null = Sync-Contact -Path $path", ("path", path)).ThrowIfFailed();
        Assert.Equal(["These columns are not sent: Colour. To send them as additional data, name them in -ExternalDataProperty."], result.Warnings);
        Assert.Equal(["Gdynia", "Sopot"], engine.Run("Get-Contact | ForEach-Object { $_.ExternalData.City }").Texts);
    }

    [Fact]
    public void JSON_Lines_keep_their_types_and_an_invalid_line_is_one_error()
    {
        var path = Write("customers.jsonl", """
            {"ExternalId":"A","Email":"a@example.com","ExternalData":{"Points":7,"Vip":true}}
            not json

            {"ExternalId":"B","Email":"b@example.com","CreatedAt":"2024-01-05T00:00:00Z"}
            """, Encoding.UTF8);
        var result = engine.Run("$changes = Sync-Contact -Path $path", ("path", path));
        Assert.Equal("customers.jsonl, line 2: it is not a JSON object. Nothing was sent for this line.", result.SingleError("FileFailed").ToString());
        Assert.Equal(["Int64 Boolean"], engine.Run("$d = (Get-Contact -ExternalId A).ExternalData; \"$($d.Points.GetType().Name) $($d.Vip.GetType().Name)\"").Texts);
        Assert.Equal(["Created", "Created", "Failed"], engine.Run("$changes.Action").Texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_compressed_file_is_read_directly()
    {
        var path = folder.PathOf("customers.csv.gz");
        using (var file = File.Create(path))
        using (var gzip = new GZipStream(file, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("ExternalId,Email\nA,a@example.com\n"));
        }

        Sync(path, string.Empty);
        Assert.Equal(["A"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Theory]
    [InlineData("ExternalId;Email\nA;a@example.com\n", "NoKey", "customers.csv: the key column ExternalId is missing or empty. The columns are: ExternalId;Email.")]
    [InlineData("ExternalId,Email\nA,\"not closed\n", "FileFailed", "the quoted cell that begins in line 2 has no closing quotation mark.")]
    public void An_unsuitable_file_is_refused_as_a_whole(string text, string errorId, string message)
    {
        var result = engine.Run("Sync-Contact -Path $path", ("path", Write("customers.csv", text, Encoding.UTF8)));
        Assert.Contains(message, result.SingleError(errorId).ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("customers.json", "[{\"ExternalId\":\"K-1\"}]", "The columns are: [{\"ExternalId\":\"K-1\"}].")]
    [InlineData("customers.csv", "<!DOCTYPE html>\n<html><body>Not found</body></html>", "The columns are: <!DOCTYPE html>.")]
    [InlineData("customers.csv", "ExternalId;Email;City", "The columns are: ExternalId;Email;City.")]
    [InlineData("customers.csv", "", "The columns are: -.")]
    public void A_CSV_without_the_key_ends_the_run_with_or_without_rows(string name, string text, string columns)
    {
        var result = engine.Run("Sync-Contact -Path $path -Prune -Confirm:$false -MaximumPrunePercent 100", ("path", Write(name, text, Encoding.UTF8)));
        Assert.EndsWith(columns, result.SingleError("NoKey").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void A_truncated_compressed_file_changes_nothing()
    {
        var path = folder.PathOf("customers.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("ExternalId,Email\n" + string.Concat(Enumerable.Range(1, 3000).Select(row => $"K-{row},c{row}@example.com\n"))));
        }

        var whole = File.ReadAllBytes(path);
        Assert.All([whole.Length * 96 / 100, whole.Length / 2, whole.Length - 8, whole.Length - 1], length =>
        {
            File.WriteAllBytes(path, whole[..length]);
            engine.Run("Sync-Contact -Path $path", ("path", path)).SingleError("FileFailed");
        });
        File.WriteAllBytes(path, [.. whole, 0]);
        engine.Run("Sync-Contact -Path $path", ("path", path)).SingleError("FileFailed");
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void Rows_of_empty_cells_are_one_verbose_line()
    {
        var path = Write("customers.csv", "sep=;\nExternalId;Email\nA;a@example.com\n;\n;\n", Encoding.UTF8);
        var result = engine.Run("$null = Sync-Contact -Path $path -Verbose", ("path", path)).ThrowIfFailed();
        Assert.Contains("customers.csv: 2 rows were skipped, because all their cells are empty.", result.Verbose);
        Assert.Contains("The first line names the delimiter ';'. The file is read with the delimiter ';'.", result.Verbose);
    }

    [Theory]
    [InlineData("Sync-Contact -Path no-such.csv", "FileFailed")]
    [InlineData("Sync-Contact -Path . -Encoding klingon", "InvalidField")]
    public void A_missing_file_and_an_unknown_encoding_are_reported(string command, string errorId) => engine.Run(command).SingleError(errorId);

    [Theory]
    [InlineData("Sync-Contact -Path cust*.csv", "Created")]
    [InlineData("Sync-Contact -Path ./*/../customers.[ct]sv", "Created")]
    [InlineData("Sync-Contact 'a[1].csv'", "Created")]
    [InlineData("Sync-Contact -LiteralPath 'a[1].csv'", "Created")]
    [InlineData("Sync-Contact -Path (Get-Item -LiteralPath 'a[1].csv')", "Created")]
    [InlineData("Get-Item -LiteralPath 'a[1].csv' | Sync-Contact", "Created")]
    [InlineData("Get-Item -LiteralPath 'a[1].csv' | Sync-Contact -Delimiter ','", "Created")]
    [InlineData("Get-Item -LiteralPath 'a[1].csv' | Sync-Contact -Prune -Confirm:$false", "Created")]
    [InlineData("Set-Location Env:; Sync-Contact -Path customers.csv", "Created")]
    [InlineData("Set-Location Variable:; Sync-Contact -Path c*.csv", "Created")]
    [InlineData("Sync-Contact -Path *.csv", "The file '*.csv' cannot be used: 2 files match it")]
    [InlineData("Sync-Contact -Path *.txt", "The file '*.txt' cannot be used: no file matches it.")]
    [InlineData("Sync-Contact -LiteralPath *.csv", "Could not find file")]
    [InlineData("Sync-Contact -Path Env:PATH", "it is not in the file system")]
    [InlineData("Sync-Contact -Path nodrive:/c.csv", "nodrive")]
    [InlineData("Get-Item *.csv | Sync-Contact", "Input 2: InputObject names a file, so nothing can be piped in")]
    [InlineData("Import-Csv customers.csv | Sync-Contact -Delimiter ';'", "Row 1 (A): -Delimiter applies only to files, and rows were given")]
    [InlineData("Get-Item customers.csv | Sync-Contact -Path customers.csv", "-Path names a file, so nothing can be piped in")]
    [InlineData("Sync-Contact -Path customers.csv -Delimiter ',' -UseCulture", "-UseCulture cannot be used together with -Delimiter")]
    [InlineData("Sync-Contact -Path customers.csv -Delimiter '\"'", "-Delimiter must not be a quotation mark, a line break or NUL")]
    [InlineData("Sync-Contact -Path customers.csv -Delimiter \"`n\"", "-Delimiter must not be a quotation mark, a line break or NUL")]
    [InlineData("Sync-Contact -Path customers.csv -Delimiter ([char]0)", "-Delimiter must not be a quotation mark, a line break or NUL")]
    public void A_file_is_given_by_path_wildcards_literal_path_or_pipeline(string command, string expected)
    {
        Write("customers.csv", "ExternalId,Email\nA,a@example.com\n", Encoding.UTF8);
        Write("a[1].csv", "ExternalId,Email\nA,a@example.com\n", Encoding.UTF8);
        Directory.CreateDirectory(folder.PathOf("folder"));
        var result = engine.Run($"Set-Location -LiteralPath $folder; & {{ {command} }} | ForEach-Object Action", ("folder", folder.PathOf("")));
        if (expected == "Created")
        {
            Assert.Equal([expected], result.ThrowIfFailed().Texts);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void UseCulture_uses_the_delimiter_of_the_culture()
    {
        var path = Write("customers.csv", "ExternalId;Email\nA;a@example.com\n", Encoding.UTF8);
        var result = engine.Run("[cultureinfo]::CurrentCulture = 'pl-PL'; (Sync-Contact -Path $path -UseCulture).Action", ("path", path));
        Assert.Equal(["Created"], result.ThrowIfFailed().Texts);
    }

    [Fact]
    public void An_error_names_the_line_and_has_the_row_as_its_target()
    {
        var error = engine.Run("$null = Sync-Contact -Path $path", ("path", Write("customers.csv", "ExternalId,Email,City\nA,a@example.com,Gdynia\nB,bad@example,Sopot\n", Encoding.UTF8))).SingleError("Refused");
        Assert.StartsWith("customers.csv, line 3 (B): the contact was not created. The service refused it", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("Sopot", ((System.Management.Automation.PSObject)error.TargetObject).Properties["City"].Value);
    }

    private void Sync(string path, string arguments) => engine.Run($"$null = Sync-Contact -Path $path {arguments}", ("path", path)).ThrowIfFailed();

    private string Write(string name, string text, Encoding encoding)
    {
        var path = folder.PathOf(name);
        File.WriteAllText(path, text, encoding);
        return path;
    }
}
