using System.Collections.Specialized;
using System.Text.Json;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Reads JSON Lines: one object per line.</summary>
internal static class JsonLines
{
    public static IEnumerable<FileRow> Read(TextReader text)
    {
        var lines = new LineReader(text);
        while (lines.Read() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, lines.Number);
            }
        }
    }

    private static FileRow Parse(string line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new FileRow(number, RowOf(document.RootElement))
                : Refused(number, "LineIsNoObject");
        }
        catch (JsonException)
        {
            return Refused(number, "LineIsNoObject");
        }
        catch (InvalidOperationException)
        {
            // The reader throws this for a text or a name that is not valid UTF-16.
            return Refused(number, "LineHasHalfCharacter");
        }
        catch (RepeatedNameException exception)
        {
            return Refused(number, "LineRepeatsName", exception.Message);
        }
    }

    private static Row RowOf(JsonElement element)
    {
        var columns = new List<string>();
        var values = new List<object?>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = ColumnName.Clean(property.Name);
            columns.Add(names.Add(ColumnName.Key(name)) ? name : throw new RepeatedNameException(name));
            values.Add(Value(property.Value));
        }

        return new Row(columns, values);
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => JsonNumber.Parse(element.GetRawText()),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.Object => Table(element),
        _ => null,
    };

    private static OrderedDictionary Table(JsonElement element)
    {
        var table = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (table.Contains(property.Name))
            {
                throw new RepeatedNameException(property.Name);
            }

            table.Add(property.Name, Value(property.Value));
        }

        return table;
    }

    private static FileRow Refused(long number, string message, params object[] values) =>
        new(number, Row: null, new FileDefect(Messages.Get(message, values), RefusesRow: true));

    /// <summary>A name that an object contains twice.</summary>
    private sealed class RepeatedNameException(string name) : Exception(name);
}
