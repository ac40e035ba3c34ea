using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Both exports read their paths as Export-Csv does, but a file with exactly the typed name takes precedence over wildcards.</summary>
public sealed class ExportPathTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly HostedEngine engine = HostedEngine.Connected();

    public ExportPathTests() => engine.Run("Set-Location -LiteralPath $folder", ("folder", folder.PathOf("."))).ThrowIfFailed();

    public static TheoryData<string> Commands => ["Export-Contact", "Get-Contact | Export-Contact", "Export-ContactReport", "Get-Contact | Export-ContactReport"];

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_literal_path_is_the_file_name_whatever_its_characters(string command)
    {
        engine.Run($"{command} -LiteralPath 'a[1]*.csv'").ThrowIfFailed();
        engine.Run($"{command} -LiteralPath (Get-Item -LiteralPath 'a[1]*.csv')").ThrowIfFailed();
        Assert.Equal(["a[1]*.csv"], Names());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Wildcards_that_match_one_file_replace_it(string command)
    {
        Write("old.csv");
        engine.Run($"{command} 'o*.csv'").ThrowIfFailed();
        Assert.NotEqual(0, new FileInfo(folder.PathOf("old.csv")).Length);
        Assert.Equal(["old.csv"], Names());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_file_with_exactly_the_typed_name_takes_precedence_over_wildcards(string command)
    {
        Write("a[1].csv");
        Write("a1.csv");
        engine.Run($"{command} 'a[1].csv'").ThrowIfFailed();
        engine.Run($"{command} 'b`[1`].csv'").ThrowIfFailed();
        Assert.Equal(["a1.csv", "a[1].csv", "b[1].csv"], Names());
        Assert.Equal(0, new FileInfo(folder.PathOf("a1.csv")).Length);
        Assert.NotEqual(0, new FileInfo(folder.PathOf("a[1].csv")).Length);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Wildcards_that_match_several_files_or_none_are_an_error(string command)
    {
        Write("a.csv");
        Write("b.csv");
        var id = command.EndsWith("Report", StringComparison.Ordinal) ? "ReportNotWritten" : "FileFailed";
        Assert.Contains("2 files match", engine.Run($"{command} '*.csv'").SingleError(id).ToString(), StringComparison.Ordinal);
        Assert.Contains("-LiteralPath", engine.Run($"{command} 'c[1].csv'").SingleError(id).ToString(), StringComparison.Ordinal);
        Assert.All(Names(), name => Assert.Equal(0, new FileInfo(folder.PathOf(name)).Length));
    }

    private void Write(string name) => File.WriteAllText(folder.PathOf(name), string.Empty);

    private string[] Names() => [.. Directory.GetFiles(folder.PathOf(".")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
