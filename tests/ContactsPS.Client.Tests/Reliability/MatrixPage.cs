using System.Text;

namespace ContactsPS.Client.Tests;

/// <summary>The matrix as a page of the docs.</summary>
internal static class MatrixPage
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    private const string Head = """
        # What every fault comes to

        Made of the table in `tests/ContactsPS.Client.Tests/Reliability/FaultMatrix.cs`, each cell of which is tried over sockets with every operation of its
        kind. A cell says what the caller sees (the error's id, or what was done), what the service holds then, and after × how many requests it took.

        - *Reading*: listing and finding contacts, groups, groups of a contact, fields, segments, counting a segment.
        - *Changing*: changing, renaming, removing, subscribing, unsubscribing, adding to groups, taking out of groups.
        - *Creating*: with and without an external id, where the service takes duplicates of one and where it refuses them.

        """;

    private const string Foot = """

        Each row is one fault, which hits the first request; the next one is answered. With retries everything is done, and done once.

        - A creation that may have been processed is looked up, with and without retries: "created ×2" was found, "not there ×2" was looked for in vain, and
          "created ×3" was looked for in vain and sent again.
        - Removing, and renaming by external id, are refused when they are sent a second time; where the first time did it, one more request finds that out.
        - Where a connection closes without an answer, .NET itself sends a request without a body again: so reading succeeds without retries of ours. What has a
          body, and so whatever changes something, it does not repeat.
        - ProcessedLate tells how things stand when the caller is answered. What comes later no client can settle: see [reliability.md](reliability.md).
        """;

    public static void ShouldBeCurrent()
    {
        var path = Path.Combine(Root(), "docs", "reliability-matrix.md");
        var rendered = Render();
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            File.WriteAllText(path, rendered);
        }

        var current = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(current == rendered, $"docs/reliability-matrix.md does not say what the table says. To write it, run this test with {WriteVariable}=1 in the environment.");
    }

    private static string Render()
    {
        var page = new StringBuilder(Head).Append('\n');
        Line(page, ["fault", "what happens", "reading, no retry", "changing, no retry", "creating, no retry", "reading, 2 retries", "changing, 2 retries", "creating, 2 retries"]);
        Line(page, Enumerable.Repeat("---", 8));
        foreach (var row in FaultMatrix.Rows)
        {
            Line(page, [$"`{row.Fault}`", row.WhatHappens, .. row.Cells.Select(cell => cell.ToString())]);
        }

        return page.Append(Foot).Append('\n').ToString().ReplaceLineEndings("\n");
    }

    private static void Line(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

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
