using System.Collections.Specialized;
using System.Text.Json;

namespace ContactsPS.Files;

/// <summary>Reads JSON Lines: an object in each line.</summary>
internal static class JsonLines
{
    public static IEnumerable<FileRow> Read(TextReader text)
    {
        long number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new FileRow(number, Parse(line));
            }
        }
    }

    private static Row? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            // Of a name that stands twice the last counts, as everywhere in JSON.
            var row = Table(document.RootElement);
            return new Row(row.Keys.Cast<string>().ToArray(), row.Values.Cast<object?>().ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
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
            table[property.Name] = Value(property.Value);
        }

        return table;
    }
}
