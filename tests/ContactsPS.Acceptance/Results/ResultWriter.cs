using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ContactsPS.Acceptance.Results;

/// <summary>Writes the result as a table and as JSON, in files that only the user can read.</summary>
internal static class ResultWriter
{
    public const string TableName = "acceptance.md";
    public const string JsonName = "acceptance.json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(string folder, RunResult result)
    {
        Directory.CreateDirectory(folder);
        await WriteAsync(Path.Combine(folder, TableName), Encoding.UTF8.GetBytes(Table(result)));
        await WriteAsync(Path.Combine(folder, JsonName), Json(result));
    }

    private static string Table(RunResult result)
    {
        var text = new StringBuilder()
            .Append("# Acceptance\n\n")
            .Append(CultureInfo.InvariantCulture, $"{Date(result)}, {result.Target}, {(result.Wrote ? "reading and writing" : "reading only")}: {result.Requests} requests, {result.Contacts} contacts sent, {Left(result)} left.\n")
            .Append(CultureInfo.InvariantCulture, $"{result.CountOf(Outcome.Holds)} facts hold, {result.CountOf(Outcome.DoesNotHold)} do not, {result.CountOf(Outcome.NotDecided)} are not decided.\n")
            .Append(result.EndedBy is { } reason ? $"The run ended early: {reason}.\n" : string.Empty)
            .Append("\n| | fact | | result |\n|---|---|---|---|\n");
        foreach (var finding in result.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {finding.Fact.Number} | {finding.Fact.Text} | {finding.Fact.Letter} | {finding.Verdict.ToString().Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return text.ToString();
    }

    private static byte[] Json(RunResult result)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("date", Date(result));
            json.WriteString("target", result.Target);
            json.WriteBoolean("wrote", result.Wrote);
            json.WriteNumber("requests", result.Requests);
            json.WriteNumber("contacts", result.Contacts);
            json.WriteString("left", Left(result));
            json.WriteString("endedBy", result.EndedBy);
            json.WriteStartArray("facts");
            foreach (var (fact, verdict, requests) in result.Findings)
            {
                json.WriteStartObject();
                json.WriteString("fact", fact.Number);
                json.WriteString("letter", fact.Letter);
                json.WriteString("outcome", verdict.Outcome switch { Outcome.Holds => "holds", Outcome.DoesNotHold => "does not hold", _ => "not decided" });
                json.WriteString("detail", verdict.Detail);
                json.WriteNumber("requests", requests);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static string Date(RunResult result) => result.Date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Left(RunResult result) => result.Left?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number";

    /// <summary>A file of an earlier run is replaced, whatever its mode was; a link is not followed.</summary>
    private static async Task WriteAsync(string path, byte[] bytes)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(bytes);
    }
}
