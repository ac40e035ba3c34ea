using System.Globalization;
using System.Text.Json;

namespace ContactsPS.Reports;

/// <summary>An earlier report, read from the data in its file.</summary>
/// <param name="TakenAt">Its time, in UTC.</param>
/// <param name="IsWholeAccount">Whether it counted the account instead of piped contacts.</param>
/// <param name="Metrics">Its numbers by key.</param>
internal sealed record EarlierReport(DateTime TakenAt, bool IsWholeAccount, IReadOnlyDictionary<string, long> Metrics)
{
    public const string ElementId = "contacts-report";

    /// <summary>Increased if the meaning of a key changes.</summary>
    public const int Version = 1;

    private static readonly string Begin = $"<script type=\"application/json\" id=\"{ElementId}\">";

    /// <summary>Reads the text of a report; null if it is not a report of this version.</summary>
    public static EarlierReport? Read(string html)
    {
        var begin = html.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : html.IndexOf("</script>", begin, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(html.Substring(begin + Begin.Length, end - begin - Begin.Length));
            return Read(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Other data in an element with this name is not a report either.
            return null;
        }
    }

    /// <summary>The data in the file. The writer escapes whatever would end the element.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("takenAt", TakenAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteBoolean("wholeAccount", IsWholeAccount);
            json.WriteStartObject("figures");
            foreach (var figure in Metrics)
            {
                json.WriteNumber(figure.Key, figure.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static EarlierReport? Read(JsonElement root) => root.GetProperty("version").GetInt32() != Version
        ? null
        : new EarlierReport(
            root.GetProperty("takenAt").GetDateTime().ToUniversalTime(),
            root.GetProperty("wholeAccount").GetBoolean(),
            root.GetProperty("figures").EnumerateObject().ToDictionary(figure => figure.Name, figure => figure.Value.GetInt64(), StringComparer.Ordinal));
}
