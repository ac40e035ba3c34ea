using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;
using CsCheck;

namespace ContactsPS.Tests.Files;

/// <summary>
/// A CSV is read as the engine's Import-Csv reads it. The deliberate differences are listed here: what Import-Csv guesses is a defect of the row or the file, and what people often
/// write (white space in column names, empty rows, a line with the delimiter) is accepted.
/// </summary>
public sealed class ImportCsvTests(ModuleEngine module) : IClassFixture<ModuleEngine>, IDisposable
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|', ' ', '\'', ':', 'x', '#', '=', '\u00A6'];

    // D is the delimiter.
    private static readonly string[] Pieces =
        ["D", "D", "D", "D", "\"", "\"", "\"\"", "\"D", "D\"", "\"D\"", " ", " ", "\t", "\n", "\n", "\r\n", "\r", "a", "b c", "Żółć", "😀", "1", "'=", "'+48", "#", "#Fields: ", "#TYPE a", "\u00A0", "\u200B", "\0"];

    private static readonly string[] Headers = ["A", "B", "Email", "\"C D\"", " E ", "\"F\"", "", "\" \"", "#G"];

    private static readonly Gen<string> Text = Gen.OneOf(Pieces).Array[0, 40].Select(string.Concat);

    private static readonly Gen<string> Files = Gen.Select(
        Gen.OneOf(Headers).Array[1, 6].Select(cells => string.Join('D', cells.Distinct(StringComparer.Ordinal))),
        Gen.OneOf("\n", "\r\n", "\r", "DD\n", ""),
        Text,
        Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))),
        (header, end, rows, hasHeader) => hasHeader ? header + end + rows : rows);

    private static readonly Regex BlankBeforeHeader = new("^(#[^\r\n]*(\r\n|[\r\n]))*[ \t]*(\"\"[ \t]*)?[\r\n]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    private static readonly Regex BlankLine = new("(^|[\r\n])[ \t]*(\"\"[ \t]*)?([\r\n]|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    private readonly ScratchFolder folder = new();
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Random_files_are_read_as_Import_Csv_reads_them_except_for_the_listed_differences()
    {
        var reader = new BuiltReader();
        var path = folder.PathOf("random.csv");
        Gen.Select(Files, Gen.OneOf(Delimiters)).Sample(
            (file, delimiter) => Compare(reader, path, file.Replace('D', delimiter).TrimStart('\r', '\n', ' ', '\t'), delimiter),
            iter: Environment.GetEnvironmentVariable("CONTACTSPS_CSV_FILES") is { Length: > 0 } files ? int.Parse(files, CultureInfo.InvariantCulture) : 500,
            threads: 1);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, found.OrderBy(difference => difference.Key, StringComparer.Ordinal).Select(difference => $"{difference.Value,8} {difference.Key}")));
    }

    private void Compare(BuiltReader reader, string path, string text, char delimiter)
    {
        // The engine searches for "#Fields: " with culture rules, which ignore these characters.
        text = Regex.Replace(text, "[\u200B\0]+(?=#)", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(10));
        if (BlankBeforeHeader.IsMatch(text))
        {
            // Import-Csv takes it for a header of one column without a name.
            Count("a blank line before the header");
            return;
        }

        File.WriteAllText(path, text);
        var ours = reader.Read(path, delimiter);
        var imported = module.Engine.Run("Import-Csv -LiteralPath $path -Delimiter $delimiter", ("path", path), ("delimiter", delimiter));
        var isClosed = ours.Failure?.Contains("no closing quotation mark", StringComparison.Ordinal) != true;
        if (!isClosed)
        {
            // Import-Csv closes it at the end of the file.
            Count("a quotation mark that is not closed");
            File.WriteAllText(path, text + '"');
            ours = reader.Read(path, delimiter);
        }

        if (imported.Output.Count > 0 && imported.Output[0].Properties.Select(property => property.Name).SequenceEqual(["H1"]) && (ours.Columns is not ["H1"] || text.Contains('#', StringComparison.Ordinal)) && BlankLine.IsMatch(text))
        {
            // It may follow a comment in quotation marks, which may have several lines.
            Count("a blank line before the header");
        }
        else if (ours.Failure is { } failure)
        {
            AssertRefused(reader, failure, imported, text);
        }
        else if (imported.Terminating is not null || imported.Errors.Count > 0)
        {
            Assert.Contains("already present", $"{imported.Terminating ?? imported.Errors[0]}", StringComparison.Ordinal);
            Assert.Matches("\"[ \t]+\"|[\u00A0\u200B]", text);
            Count("several columns whose name is blank");
        }
        else
        {
            var empty = AssertSame(reader, ours, [.. imported.Output.Select(row => row.Properties.ToList())]);
            Assert.InRange(ours.EmptyRows - empty, 0, isClosed ? 0 : 1);
        }
    }

    /// <summary>A file that is refused: its header repeats a column, has text after a closing quotation mark, or contains NUL.</summary>
    private void AssertRefused(BuiltReader reader, string failure, EngineResult imported, string text)
    {
        if (failure.Contains("NUL", StringComparison.Ordinal) || failure.Contains("UTF-16", StringComparison.Ordinal))
        {
            Assert.Contains('\0', text);
            Count("NUL in the header");
        }
        else if (failure.Contains("text follows the closing", StringComparison.Ordinal))
        {
            Assert.Contains('"', text);
            Count("text after a closing quotation mark in the header");
        }
        else
        {
            Assert.Contains("twice", failure, StringComparison.Ordinal);
            var names = (imported.Output.Count > 0 ? imported.Output[0] : null)?.Properties.Select(property => reader.Clean(property.Name)).ToList();
            var isImported = imported.Terminating is null && imported.Errors.Count == 0 && names is not null;
            Assert.True(!isImported || names!.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names!.Count, failure);
            Count(isImported ? "a column twice, if its name is cleaned" : "a column twice");
        }
    }

    /// <returns>The number of rows that consist of empty cells in Import-Csv.</returns>
    private long AssertSame(BuiltReader reader, ReadFile ours, List<List<PSPropertyInfo>> imported)
    {
        if (imported.Count > 0)
        {
            AssertSameColumns(reader, ours.Columns, [.. imported[0].Select(property => property.Name)]);
        }

        // A row whose columns are all empty is skipped, or refused because of a cell without a column.
        var width = ours.Columns.Count;
        var rows = imported.ConvertAll(row => row.ConvertAll(property => (string?)property.Value is { Length: > 0 } text ? reader.Restored(text) : null));
        var filled = rows.FindAll(row => row.Take(width).Any(cell => cell is not null));
        var read = ours.Rows.Where(row => row.Values!.Any(value => value is not null)).ToList();
        Assert.Equal(filled.Count, read.Count);
        for (var i = 0; i < read.Count; i++)
        {
            Count(read[i].Defect is { } defect ? Regex.Replace(defect, @"\d+|\(.*?\)", "_", RegexOptions.None, TimeSpan.FromSeconds(10)) : "a row that is the same");
            Assert.Equal(filled[i].Take(width), read[i].Values);
            Assert.True(read[i].Defect is not null || filled[i].Skip(width).All(cell => cell is null));
        }

        Assert.All(ours.Rows.Except(read), row => Assert.NotNull(row.Defect));
        var empty = rows.Count - filled.Count - (ours.Rows.Count - read.Count);
        Count("a row of empty cells", empty);
        return empty;
    }

    private void AssertSameColumns(BuiltReader reader, IReadOnlyList<string> ours, string[] imported)
    {
        var clean = Array.ConvertAll(imported, reader.Clean);
        var hasBlank = clean.Contains(string.Empty);
        Assert.All(clean.Skip(ours.Count), name => Assert.True(name.Length == 0 || hasBlank, name));
        for (var i = 0; i < ours.Count; i++)
        {
            if (hasBlank)
            {
                Count("a column whose name is blank is named by its position");
                Assert.True(clean[i] == ours[i] || ours[i][0] == 'H', $"{clean[i]} is not {ours[i]}");
            }
            else
            {
                Assert.Equal(clean[i], ours[i]);
            }
        }
    }

    private void Count(string difference, int times = 1) => found[difference] = found.GetValueOrDefault(difference) + times;
}
