using System.Globalization;
using System.Text.Json;

namespace ContactsPS.Reports;

/// <summary>What an earlier report said, read back from the data that lies in its file.</summary>
/// <param name="TakenAt">When it was made, in UTC.</param>
/// <param name="IsWholeAccount">Whether it counted the account rather than what was piped in.</param>
/// <param name="Metrics">Its numbers by key.</param>
internal sealed record EarlierReport(DateTime TakenAt, bool IsWholeAccount, IReadOnlyDictionary<string, long> Metrics)
{
    public const string ElementId = "contacts-report";

    /// <summary>Raised when a key means something else than before.</summary>
    public const int Version = 1;

    private static readonly string Begin = $"<script type=\"application/json\" id=\"{ElementId}\">";

    /// <summary>Reads the text of a report; null where it is none, or of another version.</summary>
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
            // Somebody else's data in an element of our name is no report either.
            return null;
        }
    }

    /// <summary>The data as the file holds it. What would end the element is escaped by the writer.</summary>
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
