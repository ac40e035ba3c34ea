using System.Text;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Mono.Tests;

/// <summary>What a reader reports about files that are damaged, or of another format.</summary>
public sealed class DefectTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public DefectTests() => Directory.CreateDirectory(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_that_is_read_to_remove_contacts_cannot_be_opened_for_writing()
    {
        Assert.Equal(FileShare.Read, new ReadOptions(Encoding.UTF8) { IsExclusive = true }.Share);
        Assert.Equal(FileShare.ReadWrite | FileShare.Delete, new ReadOptions(Encoding.UTF8).Share);
    }

    [Theory]
    [InlineData("Email,LastName,ExternalId\nc50@example.com,Nowak, Jan,C-50\n", 2, "it has 4 cells and the header has 3")]
    [InlineData("Email,LastName,ExternalId,,\nc50@example.com,Nowak, Jan,C-50,\n", 2, "cell 4 has a value but no column")]
    [InlineData("ExternalId,LastName\nA,\"Nowak\nB,Kowalski\nC,\"Lis\n", 2, "text follows the closing quotation mark of cell 2 (LastName)")]
    [InlineData("ExternalId,LastName\nA,Nowak\n\0\0\0\0", 3, "cell 1 (ExternalId) contains NUL")]
    [InlineData("ExternalId,LastName\nA,Nowak\nB,\0\0\nC,Lis\n", 3, "cell 2 (LastName) contains NUL")]
    public void A_row_that_may_be_misread_is_refused(string text, long line, string reason)
    {
        var row = Assert.Single(Read("a.csv", text), row => row.Defect is not null);
        Assert.Equal((line, true), (row.Line, row.Defect!.RefusesRow));
        Assert.StartsWith(reason, row.Defect.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "it is not a JSON object")]
    [InlineData("[1]", "it is not a JSON object")]
    [InlineData("{\"ExternalId\":\"A\"", "it is not a JSON object")]
    [InlineData("\0\0\0", "it is not a JSON object")]
    [InlineData("{\"ExternalId\":\"\\ud83d\"}", "it contains half of a surrogate pair")]
    [InlineData("{\"\\ud83d\":\"A\"}", "it contains half of a surrogate pair")]
    [InlineData("{\"ExternalData\":{\"a\":[\"\\ude00\"]}}", "it contains half of a surrogate pair")]
    [InlineData("{\"externalId\":\"A\",\"ExternalId\":\"B\"}", "it contains the name 'ExternalId' twice")]
    [InlineData("{\"ExternalId\":\"A\",\"ExternalId \":\"B\"}", "it contains the name 'ExternalId' twice")]
    [InlineData("{\"ExternalData\":{\"City\":1,\"City\":2}}", "it contains the name 'City' twice")]
    public void A_line_that_is_not_an_object_or_is_ambiguous_is_refused_alone(string line, string reason)
    {
        var rows = Read("a.jsonl", $"{{\"ExternalId\":\"1\"}}\r\n\r\n{line}\n{{\"ExternalId\":\"2\",\"ExternalData\":{{\"City\":1,\"city\":2}}}}");
        Assert.Equal([1, 3, 4], rows.Select(row => row.Line));
        Assert.Equal([false, true, false], rows.Select(row => row.Row is null));
        Assert.StartsWith(reason, rows[1].Defect!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExternalId,Email,ExternalId", "contains the column ExternalId twice, as cell 1 and as cell 3")]
    [InlineData("ExternalId,Email,\" externalid\u00A0\"", "contains the column externalid twice")]
    [InlineData("H1,,ExternalId", "contains the column H1 twice, as cell 1 and as cell 2")]
    [InlineData("\"External\"Id,Email", "text follows the closing quotation mark of cell 1")]
    [InlineData("ExternalId,\0\0", "its header contains NUL characters")]
    [InlineData("ExternalId,Email\nA,\"not closed\nB,b@example.com\n", "the quoted cell that begins in line 2 has no closing quotation mark.")]
    public void A_file_that_is_not_a_table_is_refused_as_a_whole(string text, string reason) =>
        Assert.Contains(reason, Failure("a.csv", Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8", "", "66 B3", "it is not valid utf-8: invalid byte B3 in line 3")]
    [InlineData("utf-8", "EF BB BF", "66 B3 66", "it begins with the byte-order mark of utf-8, but has the invalid byte B3 in line 3")]
    [InlineData("utf-8", "EF BB BF", "66 C5", "mark of utf-8, but has the invalid byte C5 in line 3")]
    [InlineData("utf-8", "", "E2 82", "it is not valid utf-8: invalid byte E2 82 in line 3")]
    [InlineData("utf-16", "FF FE", "42", "mark of utf-16, but has the invalid byte 42 in line 3")]
    [InlineData("utf-16", "FF FE", "00 D8 41 00", "mark of utf-16, but has the invalid byte 00 D8 in line 3")]
    [InlineData("utf-16BE", "FE FF", "00 42 D8 00", "mark of utf-16BE, but has the invalid byte D8 00 in line 3")]
    [InlineData("utf-32", "FF FE 00 00", "00 00 11 00", "mark of utf-32, but has the invalid byte 00 00 11 00 in line 3")]
    public void An_invalid_byte_is_named_with_its_line(string encoding, string mark, string end, string reason)
    {
        byte[] file = [.. Bytes(mark), .. Encoding.GetEncoding(encoding).GetBytes("ExternalId\r\nŻółć\r\n"), .. Bytes(end)];
        Assert.Contains(reason, Failure("a.csv", file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_a_byte_is_counted_in_a_long_file()
    {
        var text = string.Concat(Enumerable.Range(1, 50_000).Select(row => $"K-{row},Żółć\n"));
        byte[] file = [.. Encoding.UTF8.GetBytes(text), 0xB3, .. Encoding.UTF8.GetBytes("\n" + text)];
        Assert.Contains("invalid byte B3 in line 50001", Failure("a.csv", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", "-Encoding unicode")]
    [InlineData("utf-16BE", "-Encoding bigendianunicode")]
    [InlineData("utf-32", "-Encoding utf-32")]
    public void For_text_without_a_byte_order_mark_the_error_names_the_encoding_parameter(string encoding, string option) =>
        Assert.Contains(option, Failure("a.csv", Encoding.GetEncoding(encoding).GetBytes("ExternalId,Email\nA,a@example.com\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.xlsx", "50 4B 03 04 14 00 06 00", "it is an Excel workbook or another zip file")]
    [InlineData("a.csv", "50 4B 03 04 14 00 06 00", "it is an Excel workbook or another zip file")]
    [InlineData("a.xls", "D0 CF 11 E0 A1 B1 1A E1", "it is a workbook of an older Excel")]
    [InlineData("a.csv", "1F 8B 08 00 00 00 00 00", "it is compressed with gzip")]
    [InlineData("a.csv.gz", "41 2C 42 0A", "it is not compressed with gzip")]
    [InlineData("a.csv.gz", "", "The file is incomplete.")]
    public void A_file_of_another_format_is_named_as_such(string name, string start, string reason) =>
        Assert.Contains(reason, Failure(name, Bytes(start)), StringComparison.Ordinal);

    [Theory]
    [InlineData("sep=;\r\nExternalId;Email\r\nA;a@example.com\r\n", null, "ExternalId Email")]
    [InlineData("SEP=|\nExternalId|Email\nA|a@example.com\n", null, "ExternalId Email")]
    [InlineData("sep=,\nExternalId;Email\nA;a@example.com\n", ';', "ExternalId Email")]
    [InlineData("#TYPE System.Object\nExternalId,Email\nA,a\n", null, "ExternalId Email")]
    [InlineData("\"ExternalId\",Email ,, \"\u200BCity\u00A0\" ,,\nA,a\n", null, "ExternalId Email H1 City")]
    [InlineData("ExternalId, ExternalData.Size ,externalData.size\nA,a\n", null, "ExternalId ExternalData.Size  externalData.size")]
    public void Lines_before_the_header_and_the_header_are_read_as_intended(string text, char? delimiter, string columns)
    {
        using var file = new ContactFile(Write("a.csv", Encoding.UTF8.GetBytes(text))).Open(new ReadOptions(EncodingName.StrictUtf8) { Delimiter = delimiter });
        Assert.Equal(columns, string.Join(" ", file.Columns!));
        Assert.Equal("A", Assert.Single(file.Read()).Row!.Values[0]);
        Assert.Equal(text[0] is 's' or 'S' or '#' ? 1 : 0, file.Notes.Count);
    }

    [Fact]
    public void Rows_of_empty_cells_are_skipped_and_counted()
    {
        using var file = new ContactFile(Write("a.csv", Encoding.UTF8.GetBytes("ExternalId,Email\n,,\n\nA,a\n, \n\"\",\n,"))).Open(new ReadOptions(EncodingName.StrictUtf8));
        Assert.Equal([4], file.Read().Select(row => row.Line));
        Assert.Equal(3, file.EmptyRows);
    }

    [Fact]
    public void The_last_row_says_that_it_has_no_line_ending()
    {
        var rows = Read("a.csv", "ExternalId,Email\nA,a\nB");
        Assert.Equal([(2, false), (1, true)], rows.Select(row => (row.CellCount, row.IsUnterminated)));
        Assert.False(Read("a.csv", "ExternalId,Email\nA,a\n")[0].IsUnterminated);
    }

    [Fact]
    public void A_file_that_was_written_meanwhile_has_changed()
    {
        var path = Write("a.csv", Encoding.UTF8.GetBytes("ExternalId\nA\n"));
        using var file = new ContactFile(path).Open(new ReadOptions(EncodingName.StrictUtf8));
        Assert.False(file.Snapshot.HasChanged);
        File.AppendAllText(path, "B\n");
        Assert.True(file.Snapshot.HasChanged);
        File.Delete(path);
        Assert.True(file.Snapshot.HasChanged);
    }

    private static byte[] Bytes(string hex) => [.. hex.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(one => Convert.ToByte(one, 16))];

    private string Failure(string name, byte[] file) => Assert.Throws<InputException>(() => ReadFile(Write(name, file))).Message;

    private List<FileRow> Read(string name, string text) => ReadFile(Write(name, Encoding.UTF8.GetBytes(text)));

    private static List<FileRow> ReadFile(string path)
    {
        using var file = new ContactFile(path).Open(new ReadOptions(EncodingName.StrictUtf8));
        return [.. file.Read()];
    }

    private string Write(string name, byte[] file)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, file);
        return path;
    }
}
