using System.Text.Encodings.Web;
using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Api;

/// <summary>The shape of every answer: <c>meta</c>, <c>data</c> and <c>errors</c>.</summary>
internal static class Envelope
{
    /// <summary>Letters beyond ASCII travel as themselves, so that a client which reads bytes in the wrong encoding shows it.</summary>
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpResponse Of<T>(int status, IReadOnlyCollection<T> data, Action<Utf8JsonWriter, T> write, IReadOnlyCollection<Refusal> refusals)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteNumber("numberOfErrors", refusals.Count);
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
            foreach (var refusal in refusals)
            {
                Write(json, refusal);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new HttpResponse(status, "application/json", bytes.ToArray());
    }

    /// <summary>A page of a list. An empty one is 404: processed, nothing found.</summary>
    public static HttpResponse Page<T>(IReadOnlyCollection<T> data, Action<Utf8JsonWriter, T> write) =>
        Of(data.Count > 0 ? 200 : 404, data, write, []);

    /// <summary>What became of several items: 200 when all are done, 422 when none is, 207 in between.</summary>
    public static HttpResponse Outcome<T>(IReadOnlyCollection<T> done, Action<Utf8JsonWriter, T> write, IReadOnlyCollection<Refusal> refusals) =>
        Of(OutcomeStatus(done.Count, refusals.Count), done, write, refusals);

    /// <summary>The same without saying which were done.</summary>
    public static HttpResponse OutcomeWithoutItems(int done, IReadOnlyCollection<Refusal> refusals) =>
        Empty(OutcomeStatus(done, refusals.Count), refusals);

    public static HttpResponse Refused(int status, Refusal refusal) => Empty(status, [refusal]);

    public static HttpResponse Empty(int status, IReadOnlyCollection<Refusal> refusals) =>
        Of<Refusal>(status, [], static (_, _) => { }, refusals);

    private static int OutcomeStatus(int done, int refused) => refused == 0 ? 200 : done == 0 ? 422 : 207;

    private static void Write(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteStartObject();
        json.WriteString("title", refusal.Title);
        json.WriteString("message", refusal.Message);
        json.WriteString("code", refusal.Code);
        json.WriteStartObject("meta");
        json.WriteString("parameter", refusal.Parameter);
        json.WriteString("value", refusal.Value);
        json.WriteString("source", refusal.Source);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
