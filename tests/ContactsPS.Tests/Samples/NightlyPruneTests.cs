using System.IO.Compression;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Samples;

/// <summary>samples/nightly-sync.ps1 -Prune with incomplete or unintended files: its exit code is not 0, it removes nobody, and log and mail say why.</summary>
public sealed class NightlyPruneTests : IDisposable
{
    private const int Contacts = 60;
    private const string Header = "ExternalId,Email,LastName\n";

    private readonly ScratchFolder folder = new();
    private readonly HostedEngine service = HostedEngine.Connected();

    public NightlyPruneTests() =>
        service.Run($"$null = 1..{Contacts} | ForEach-Object {{ @{{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\"; LastName = 'Nowak' }} }} | New-Contact").ThrowIfFailed();

    public void Dispose()
    {
        service.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string, int, string> Files => new()
    {
        { "a compressed file that was cut", 2, "ends too early" },
        { "a JSON document", 2, "the key column ExternalId" },
        { "a page of a proxy", 2, "the key column ExternalId" },
        { "another delimiter", 2, "the key column ExternalId" },
        { "one new row", 2, "no row of the source matches" },
        { "a fifth of the rows", 2, "-MaximumPrunePercent allows 10 %" },
        { "a row with a comma that is not quoted", 2, "it has 4 cells and the header has 3" },
        { "stray quotation marks", 2, "text follows the closing quotation mark" },
        { "stray quotation marks around whole rows", 2, "a cell of several lines contains the ExternalId" },
        { "a key typed wrong", 2, "another row has the same ExternalId" },
        { "a creation that the service refuses", 2, "a change ended with Refused" },
        { "windows-1250 after a byte-order mark of UTF-8", 2, "begins with the byte-order mark of" },
        { "a key in lower case", 1, "1 Conflict" },
        { "a column twice", 2, "contains the column ExternalId twice" },
        { "NULs at the end", 2, "NUL" },
        { "a last line that was cut", 2, "the last line has no line ending" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_incomplete_or_unintended_file_removes_nobody(string what, int code, string reason)
    {
        var (name, content) = FileOf(what);
        await File.WriteAllBytesAsync(folder.PathOf(name), content, TestContext.Current.CancellationToken);

        var run = await Sync(name);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(" 0 removed, ", run.Output, StringComparison.Ordinal);
        Assert.Contains(reason, File.ReadAllText(folder.PathOf("customers.sync.log")), StringComparison.Ordinal);
        Assert.Contains(code == 1 ? "1 rejected" : reason, File.ReadAllText(folder.PathOf("customers.sync.txt")), StringComparison.Ordinal);
        Assert.InRange((int)service.Run("@(Get-Contact).Count").Value!, Contacts, Contacts + 1);
    }

    [Fact]
    public async Task Empty_rows_of_Excel_are_not_a_sign_of_damage()
    {
        await File.WriteAllTextAsync(folder.PathOf("customers.csv"), Rows(1, Contacts - 1) + ",,\n,,\n", TestContext.Current.CancellationToken);
        var run = await Sync("customers.csv");
        Assert.Equal((0, "nightly-sync: 0 created, 0 updated, 1 removed, 59 unchanged, 0 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
    }

    private static string Rows(int from, int to) => Header + string.Concat(Enumerable.Range(from, to - from + 1).Select(i => $"C-{i},c{i}@example.com,Nowak\n"));

    private static (string Name, byte[] Content) FileOf(string what)
    {
        var rows = Rows(1, Contacts - 2);
        var text = what switch
        {
            "a JSON document" => "[{\"ExternalId\":\"K-1\"}]",
            "a page of a proxy" => "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
            "another delimiter" => rows.Replace(',', ';'),
            "one new row" => Header + "N-1,new@example.com,Nowak\n",
            "a fifth of the rows" => Rows(1, Contacts / 5),
            "a row with a comma that is not quoted" => rows.Replace("C-9,c9@example.com,Nowak", "c9@example.com,Nowak, Jan,C-9", StringComparison.Ordinal),
            "stray quotation marks" => rows.Replace("C-7,c7@example.com,Nowak", "C-7,c7@example.com,\"Nowak", StringComparison.Ordinal).Replace("C-9,c9@example.com,Nowak", "C-9,\"c9@example.com,Nowak", StringComparison.Ordinal),
            "stray quotation marks around whole rows" => rows.Replace("C-7,c7@example.com,Nowak", "C-7,c7@example.com,\"Nowak", StringComparison.Ordinal).Replace("C-9,c9@example.com,Nowak", "C-9,c9@example.com,Nowak\"", StringComparison.Ordinal),
            "a key typed wrong" => rows.Replace("C-50,", "C-49,", StringComparison.Ordinal),
            "a creation that the service refuses" => rows + "N-1,nonsense@example,Nowak\n",
            "a key in lower case" => Rows(1, Contacts - 1) + "c-60,c60@example.com,Nowak\n",
            "a column twice" => rows.Replace("LastName", "ExternalId", StringComparison.Ordinal),
            "NULs at the end" => rows + new string('\0', 40),
            "a last line that was cut" => rows + "C-59,c59@exa",
            _ => rows,
        };
        var bytes = what.StartsWith("windows-1250", StringComparison.Ordinal)
            ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(rows), .. "C-59,c59@example.com,"u8, 0xB3, 0x0A]
            : Encoding.UTF8.GetBytes(text);
        if (what != "a compressed file that was cut")
        {
            return ("customers.csv", bytes);
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return ("customers.csv.gz", compressed.ToArray()[..(int)(compressed.Length * 0.96)]);
    }

    private Task<ProcessResult> Sync(string file) => PowerShellProcess.RunFileAsync(
        new ProcessEnvironment(folder.FullName, service.Account()),
        Repository.PathOf("samples", "nightly-sync.ps1"),
        "-Path",
        file,
        "-Prune",
        "-Module",
        Repository.Manifest);
}
