using System.Text.Encodings.Web;
using System.Text.Json;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Responses;

/// <summary>The envelope of every response: <c>meta</c>, <c>data</c> and <c>errors</c>.</summary>
internal static class Envelope
{
    /// <summary>Characters outside ASCII are not escaped, so that a client that reads the wrong encoding shows it.</summary>
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpResponse Of<T>(int status, IReadOnlyCollection<T> data, Action<Utf8JsonWriter, T> write, IReadOnlyCollection<ApiError> errors)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteNumber("numberOfErrors", errors.Count);
            json.WriteNumber("numberOfData", data.Count);
            json.WriteNumber("status", status);
            json.WriteString("uniqId", Guid.NewGuid().ToString("N").AsSpan(0, 10));
            json.WriteEndObject();

            json.WriteStartArray("data");
            foreach (var item in data)
            {
                write(json, item);
            }

            json.WriteEndArray();

            json.WriteStartArray("errors");
            foreach (var error in errors)
            {
                Write(json, error);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new HttpResponse(status, "application/json", bytes.ToArray());
    }

    /// <summary>A page of a list.</summary>
    /// <param name="data">Its items.</param>
    /// <param name="write">Writes an item.</param>
    /// <param name="emptyStatus">The status of an empty page: 404 means processed, and nothing found.</param>
    public static HttpResponse Page<T>(IReadOnlyCollection<T> data, Action<Utf8JsonWriter, T> write, int emptyStatus) =>
        Of(data.Count > 0 ? 200 : emptyStatus, data, write, []);

    /// <summary>The outcome of several items: 200 if all were done, 422 if all were refused, else 207.</summary>
    /// <param name="omitsItems">Whether the response does not list the items that were done.</param>
    public static HttpResponse Outcome<T>(IEnumerable<Outcome<T>> outcomes, Action<Utf8JsonWriter, T> write, bool omitsItems = false)
    {
        var all = outcomes.ToArray();
        var errors = all.Select(static outcome => outcome.Error).OfType<ApiError>().ToArray();
        var status = errors.Length == 0 ? 200 : errors.Length == all.Length ? 422 : 207;
        return Of(status, omitsItems ? [] : [.. all.Where(static outcome => outcome.Error is null).Select(static outcome => outcome.Value!)], write, errors);
    }

    public static HttpResponse Refused(int status, ApiError error) => Empty(status, [error]);

    public static HttpResponse Empty(int status, IReadOnlyCollection<ApiError> errors) =>
        Of<ApiError>(status, [], static (_, _) => { }, errors);

    private static void Write(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteString("title", error.Title);
        json.WriteString("message", error.Message);
        json.WriteString("code", error.Code);
        json.WriteStartObject("meta");
        json.WriteString("parameter", error.Parameter);
        json.WriteString("value", error.Value);
        json.WriteString("source", error.Source);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
