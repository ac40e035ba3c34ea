using System.Text;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Responses;
using Microsoft.VisualBasic.FileIO;

namespace ContactsPS.Sandbox.Csv;

/// <summary>Reads contacts from a CSV file into an account.</summary>
internal sealed class CsvContacts
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    private readonly SandboxAccount account;
    private readonly string[] columns;
    private readonly int lines;
    private readonly Dictionary<string, long> groups = new(StringComparer.OrdinalIgnoreCase);

    private CsvContacts(SandboxAccount account, string[] columns, int lines)
    {
        this.account = account;
        this.columns = columns;
        this.lines = lines;
        foreach (var group in account.Groups.Reverse())
        {
            groups[group.Name] = group.Id;
        }
    }

    public static SandboxLoad Load(SandboxAccount account, string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var content = text.ReadToEnd();
        using var parser = new TextFieldParser(new StringReader(content))
        {
            TextFieldType = FieldType.Delimited,
            Delimiters = [Delimiter(content)],
            HasFieldsEnclosedInQuotes = true,
        };
        var header = parser.ReadFields() ?? throw new InvalidDataException("The file has no header line.");
        return new CsvContacts(account, header, LineEnds(content.TrimEnd()) + 1).Load(parser);
    }

    private SandboxLoad Load(TextFieldParser parser)
    {
        var added = 0;
        var skipped = new List<SandboxSkippedRow>();
        while (!parser.EndOfData)
        {
            var (line, reason) = Add(parser);
            if (reason is null)
            {
                added++;
            }
            else
            {
                skipped.Add(new SandboxSkippedRow(line, reason));
            }
        }

        return new SandboxLoad(added, skipped);
    }

    /// <returns>The line the row starts on, and why it was not added.</returns>
    private (long Line, string? Reason) Add(TextFieldParser parser)
    {
        try
        {
            var cells = parser.ReadFields() ?? [];

            // Told from the line after it, for blank lines are passed over on the way to a row. After the last row the parser says -1.
            var next = parser.LineNumber < 0 ? lines + 1 : parser.LineNumber;
            return (next - 1 - cells.Sum(LineEnds), Add(cells));
        }
        catch (MalformedLineException)
        {
            return (parser.ErrorLineNumber, "The quotes of this line do not match.");
        }
    }

    /// <returns>Null when the row was added, else why it was not.</returns>
    private string? Add(string[] cells)
    {
        if (cells.Length > columns.Length)
        {
            return "The row has more cells than the header.";
        }

        Outcome<SandboxContact> outcome = new SandboxContact();
        var externalData = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Length && outcome.Value is { } contact; i++)
        {
            outcome = cells[i].Length > 0 ? Set(contact, externalData, columns[i], cells[i]) : outcome;
        }

        outcome = outcome.Value is { } read ? account.TryAdd(read with { ExternalData = externalData }) : outcome;
        return outcome.Error?.Message;
    }

    private Outcome<SandboxContact> Set(SandboxContact contact, Dictionary<string, object> externalData, string column, string cell)
    {
        if (ContactField.Named(column, StringComparison.OrdinalIgnoreCase) is { } field)
        {
            return field.Set(contact, field.FromCell(cell));
        }

        switch (column.ToUpperInvariant())
        {
            case "ID" or "INARCHIVE":
                return contact;
            case "GROUPNAME":
                return contact with { Groups = [.. contact.Groups, .. Parts(cell).Select(GroupId)] };
            case "ADDTOGROUP":
                return Parts(cell).All(static part => long.TryParse(part, out var id) && id > 0)
                    ? contact with { Groups = [.. contact.Groups, .. Parts(cell).Select(long.Parse)] }
                    : ApiErrors.InvalidGroupList(cell);
            case "UNSUBSCRIBED":
                var channels = Parts(cell).Select(static part => ContactChannel.Parse(part.ToLowerInvariant())).ToArray();
                return channels.Contains(null)
                    ? ApiErrors.UnknownChannel(cell)
                    : contact with { Unsubscribed = channels.Aggregate(SandboxChannels.None, static (all, one) => all | one!.Value) };
            default:
                externalData[column] = cell;
                return contact;
        }
    }

    private long GroupId(string name)
    {
        if (!groups.TryGetValue(name, out var id))
        {
            groups.Add(name, id = account.AddGroup(name).Id);
        }

        return id;
    }

    private static int LineEnds(string text) => text.Count(static character => character == '\n');

    private static IEnumerable<string> Parts(string cell) =>
        cell.Split(';').Select(static part => part.Trim()).Where(static part => part.Length > 0);

    /// <summary>The delimiter the header line has most of, outside quotes; a comma when it has none.</summary>
    private static string Delimiter(string content)
    {
        var isQuoted = false;
        var counts = new int[Delimiters.Length];
        foreach (var character in content.TrimStart())
        {
            if (character is '\n' or '\r' && !isQuoted)
            {
                break;
            }

            isQuoted ^= character == '"';
            if (!isQuoted && Array.IndexOf(Delimiters, character) is var position and >= 0)
            {
                counts[position]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())].ToString();
    }
}
