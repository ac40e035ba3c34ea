using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>The table of about_ContactsPS_Pipelines (what is read, repaired and refused) agrees with what New-Contact does with a row.</summary>
public sealed class ValueTableTests : IDisposable
{
    private const string Heading = "WHAT IS READ, REPAIRED AND REFUSED";
    private const string Introduction =
        """
            A value is read with certainty or refused. The table shows what becomes of
            a cell; "same" is the text as it stands, and "-" an empty cell. It holds in
            every cmdlet, for rows that are piped in and for files.

        """;

    private static readonly string Page = Repository.PathOf("src", "ContactsPS", "Module", "en-US", "about_ContactsPS_Pipelines.help.txt");

    /// <summary>How a value is shown, and how it is made.</summary>
    private static readonly (string Shown, string Script)[] Values =
    [
        ("'00123'", "'00123'"),
        ("123", "123"),
        ("12.00 (decimal)", "[decimal]'12.00'"),
        ("1.5", "1.5"),
        ("1234567890123456.0", "[double]1234567890123456"),
        ("$true", "$true"),
        ("a DateTime", "[datetime]::new(2024, 5, 17, 8, 0, 0, [DateTimeKind]::Utc)"),
        ("'2024-05-17 08:00'", "'2024-05-17 08:00'"),
        ("'17.05.2024'", "'17.05.2024'"),
        ("1715900000", "1715900000"),
        ("45322", "45322"),
        ("' x@example.com '", "' x@example.com '"),
        ("'x @example.com'", "'x @example.com'"),
        ("'600 100-200'", "'600 100-200'"),
        ("'600100200.0'", "'600100200.0'"),
        ("'+44 (0)20 7946'", "'+44 (0)20 7946'"),
        ("\"'=1+1\"", "\"'=1+1\""),
        ("U+FFFD in a text", "\"Kr\uFFFDl\""),
        ("[DBNull], ' '", "[DBNull]::Value"),
    ];

    private static readonly string[] Columns = ["ExternalId", "Email", "PhoneNumber", "CreatedAt", "Additional"];

    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void The_table_shows_what_New_Contact_does()
    {
        var lines = new List<string> { Line("Cell", Columns.Select(static column => column.Replace("PhoneNumber", "Phone", StringComparison.Ordinal))) };
        lines.AddRange(Values.Select(value => Line(value.Shown, Columns.Select(column => OutcomeOf(column, value.Script)))));
        var section = $"{Heading}\n{Introduction}\n{string.Join('\n', lines)}\n";
        Assert.All(section.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var start = page.IndexOf(Heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section {Heading}.");
        var end = page.IndexOf("\n\n", page.IndexOf("    Cell", start, StringComparison.Ordinal), StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("CONTACTSPS_WRITE_DOCS") is "1")
        {
            File.WriteAllText(Page, page[..start] + section + page[end..]);
            return;
        }

        Assert.Equal(section, page[start..end]);
    }

    private static string Line(string first, IEnumerable<string> cells) => $"    {first,-19} {string.Concat(cells.Select(static cell => $"{cell,-11}"))}".TrimEnd();

    private string OutcomeOf(string column, string value)
    {
        var others = column is "Email" or "PhoneNumber" ? "ExternalId = \"V-$(Get-Random)\"; " + (column is "Email" ? "PhoneNumber = '600999999'" : "Email = 'v@example.com'") : "Email = 'v@example.com'";
        var run = engine.Run($"$value = {value}; $made = [pscustomobject]@{{ {others}; {(column is "Additional" ? "Data" : column)} = $value }} | New-Contact -ExternalDataProperty Data; if ($made) {{ $made | Remove-Contact -Confirm:$false; , $made }}");
        if (run.ErrorIds.Count > 0)
        {
            return "refused";
        }

        var made = (PSObject)PSObject.AsPSObject(run.Output[0].BaseObject is object[] list ? list[0] : run.Output[0]);
        var read = column is "Additional" ? engine.Run("$made.ExternalData['Data']").Output is [{ } one] ? one.BaseObject : null : made.Properties[column].Value;
        var given = engine.Run("$value").Output is [{ } typed] ? typed.BaseObject : null;
        return read switch
        {
            _ when given is null or DBNull => "-",
            null => "-",
            DateTime => "the moment",
            _ when $"{read}" == $"{given}" => given is string ? "same" : $"{read}".Length > 11 ? "its digits" : $"{read}",
            string text when text.StartsWith("2024-05-17T", StringComparison.Ordinal) => "ISO 8601",
            _ => $"{read}".Length > 11 ? "repaired" : $"{read}",
        };
    }
}
