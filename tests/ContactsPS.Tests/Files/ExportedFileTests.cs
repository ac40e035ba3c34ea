using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Files;

/// <summary>Files as programs export them, with invented people: they are read without errors.</summary>
public sealed class ExportedFileTests(ModuleEngine module) : IClassFixture<ModuleEngine>
{
    [Theory]
    [InlineData("excel-pl.csv", ';', "windows-1250", 3, 2, "K-001|Żaneta|Wiśniewska|zaneta.wisniewska@example.com|+48 600 100 201|Łąka i Spółka; oddział \"Śródmieście\"|2024-02-29 12:30|Łódź")]
    [InlineData("google.csv", ',', "utf8", 2, 0, "Anna||Nowak||||||||Przykład Sp. z o.o.|Kierownik|||Spotkanie w maju,\noddzwonić||* myContacts ::: Klienci|* Work|anna.nowak@example.com|Home|anna@example.org|Mobile|+48 600 100 301|||||||||||")]
    [InlineData("outlook.csv", ',', "utf8", 2, 0, "Celina||Dąb|Dąb & Syn|||Polna 3|Sopot|||+48 600 100 401||0/0/00||celina.dab@example.com|SMTP|Celina Dąb (celina.dab@example.com)|Unspecified||\r\n|Normal|False|Normal|")]
    [InlineData("sql.txt", '\t', "utf8", 3, 0, "1001|elwira.fik@example.com|Elwira|Fik|Fik \"Bud\" SA|2024-01-05 00:00:00.000|Żory")]
    [InlineData("postgres.csv", ',', "utf8", 3, 0, "2001|hanna.iks@example.com|Hanna|Iks||line one\nline two")]
    public void An_export_of_another_program_is_read_without_an_error(string name, char delimiter, string encoding, int rows, int empty, string first)
    {
        Assert.NotNull(module.Engine);
        var file = new BuiltReader().Read(Repository.PathOf("tests", "ContactsPS.Tests", "Files", "Exports", name), delimiter, encoding);
        Assert.Null(file.Failure);
        Assert.Equal((rows, (long)empty), (file.Rows.Count, file.EmptyRows));
        Assert.All(file.Rows, row => Assert.Null(row.Defect));
        Assert.Equal(first, string.Join("|", file.Rows[0].Values!));
    }

    [Theory]
    [InlineData("excel-pl.csv", "-Delimiter ';' -Encoding windows-1250 -ExternalDataProperty City", "Created Created Created")]
    [InlineData("outlook.csv", "", "NoKey")]
    [InlineData("postgres.csv", "", "Created Created Created")]
    public void An_export_of_another_program_is_synced_or_its_missing_key_is_named(string name, string arguments, string expected)
    {
        using var engine = HostedEngine.Connected();
        var result = engine.Run($"(Sync-Contact -Path $path {arguments}).Action -join ' '", ("path", Repository.PathOf("tests", "ContactsPS.Tests", "Files", "Exports", name)));
        Assert.Equal(expected, result.ErrorIds is [var error] ? error : Assert.Single(result.Texts));
    }
}
