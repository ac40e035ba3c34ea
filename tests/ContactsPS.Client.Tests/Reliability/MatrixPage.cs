using System.Text;
using System.Text.RegularExpressions;

namespace ContactsPS.Client.Tests;

/// <summary>The matrix without retries as a table of docs/reliability.md. Faults that come to the same share a row.</summary>
internal static class MatrixPage
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    public static void ShouldBeCurrent()
    {
        var path = Path.Combine(Root(), "docs", "reliability.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var current = Regex.Match(page, @"^\| fault \|.*\n(\|.*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Value;
        var rendered = Render();
        Assert.NotEmpty(current);
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            File.WriteAllText(path, page.Replace(current, rendered));
            current = rendered;
        }

        Assert.True(current == rendered, $"docs/reliability.md does not say what the matrix says. To write it, run this test with {WriteVariable}=1 in the environment.");
    }

    private static string Render()
    {
        var table = new StringBuilder();
        Line(table, ["fault", "reading", "changing", "creating"]);
        Line(table, Enumerable.Repeat("---", 4));
        foreach (var alike in FaultMatrix.Rows.GroupBy(row => string.Join(" | ", row.Cells.Take(FaultMatrix.Kinds))))
        {
            Line(table, [string.Join(", ", alike.Select(row => $"`{row.Fault}`")), alike.Key]);
        }

        return table.ToString();
    }

    private static void Line(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from within the repository.");
        }

        return folder.FullName;
    }
}
