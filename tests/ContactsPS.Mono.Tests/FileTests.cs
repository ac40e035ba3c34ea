using System.Text;
using ContactsPS.Client.Models;
using ContactsPS.Files;

namespace ContactsPS.Mono.Tests;

/// <summary>Contacts that are written to a file are read back unchanged.</summary>
public sealed class FileTests : IDisposable
{
    private static readonly DateTime Created = new(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc);

    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public FileTests() => Directory.CreateDirectory(folder);

    public static TheoryData<string> Names => ["contacts.csv", "contacts.csv.gz", "contacts.jsonl", "contacts.jsonl.gz"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Thousands_of_contacts_are_read_back_from_a_file(string name)
    {
        var contacts = Enumerable.Range(1, 3000).Select(id => new Contact(id, $"K{id}", $"c{id}@example.com", firstName: "Zażółć", companyName: $"\"Gęślą\", {id}\r\n{Guid.NewGuid()}")).ToList();
        var rows = Read(Write(name, contacts));
        Assert.Equal(contacts.Select(contact => contact.ExternalId), rows.Select(row => Value(row, "ExternalId")));
        Assert.Equal(contacts.Select(contact => contact.CompanyName), rows.Select(row => Value(row, "CompanyName")));
    }

    [Fact]
    public void A_CSV_has_dates_numbers_and_Booleans_in_the_form_of_the_service()
    {
        var row = Assert.Single(Read(Write("contacts.csv", [Everything()])));
        Assert.Equal("2024-02-29 12:34:56", Value(row, "CreatedAt"));
        Assert.Equal("true", Value(row, "InArchive"));
        Assert.Equal("0.1", Value(row, "ExternalData.Ratio"));
        Assert.Equal("1.50", Value(row, "ExternalData.Price"));
        Assert.Equal("=1+1", Value(row, "LastName"));
    }

    [Fact]
    public void JSON_Lines_keep_the_type_of_each_value()
    {
        var path = Write("contacts.jsonl", [Everything()]);
        Assert.Contains("\"Ratio\":0.1,\"Price\":1.50", File.ReadAllText(path), StringComparison.Ordinal);
        var row = Assert.Single(Read(path));
        Assert.Equal(7L, Value(row, "Id"));
        Assert.Equal("2024-02-29T12:34:56Z", Value(row, "CreatedAt"));
        Assert.Equal(true, Value(row, "InArchive"));
    }

    [Theory]
    [InlineData("windows-1250")]
    [InlineData("1250")]
    [InlineData("unicode")]
    [InlineData("utf8BOM")]
    public void A_file_is_written_and_read_in_the_given_encoding(string name)
    {
        var path = Write("contacts.csv", [Everything()], EncodingName.ForWriting(name, withMark: false));
        Assert.Equal("Żółć", Value(Assert.Single(Read(path, EncodingName.Find(name))), "FirstName"));
    }

    [Fact]
    public void An_existing_file_is_replaced_as_a_whole()
    {
        Write("contacts.csv", [.. Enumerable.Range(1, 100).Select(id => new Contact(id))]);
        var path = Write("contacts.csv", [new Contact(7)]);
        Assert.Equal("7", Value(Assert.Single(Read(path)), "Id"));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    /// <summary>The file is created after the last check of the path.</summary>
    [Fact]
    public void A_file_that_must_not_be_replaced_is_not_replaced_even_at_the_last_moment()
    {
        var (source, path) = (Path.Combine(folder, "new"), Path.Combine(folder, "contacts.csv"));
        File.WriteAllText(source, "ours");
        File.WriteAllText(path, "theirs");
        Assert.ThrowsAny<IOException>(() => FilePlacement.Move(source, path, mayReplace: false));
        Assert.Equal("theirs", File.ReadAllText(path));
    }

    private static Contact Everything() => new(
        7,
        "K7",
        firstName: "Żółć",
        lastName: "=1+1",
        createdAt: Created,
        inArchive: true,
        externalData: new Dictionary<string, object?>(StringComparer.Ordinal) { ["Ratio"] = 0.1, ["Price"] = 1.50m });

    private static List<Row> Read(string path, Encoding? encoding = null) =>
        [.. ReadAll(path, encoding).Select(row => row.Row!)];

    private static List<FileRow> ReadAll(string path, Encoding? encoding)
    {
        using var file = new ContactFile(path).Open(new ReadOptions(encoding ?? EncodingName.StrictUtf8));
        return [.. file.Read()];
    }

    private static object? Value(Row row, string column) => row.Values[row.Columns.ToList().IndexOf(column)];

    private string Write(string name, IReadOnlyList<Contact> contacts, Encoding? encoding = null)
    {
        var target = new ContactFile(Path.Combine(folder, name));
        using var writer = new ContactFileWriter(target, new AtomicFile(new FileTarget(target.Path, mayReplace: true, mayReplaceReadOnly: false)), ',', encoding ?? EncodingName.StrictUtf8, []);
        foreach (var contact in contacts)
        {
            writer.Write(contact, []);
        }

        writer.Complete(CancellationToken.None);
        return target.Path;
    }
}
