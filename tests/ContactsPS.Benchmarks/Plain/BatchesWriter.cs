using System.Net.Http.Headers;
using System.Text.Json;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>Sends one batch of a hundred repeatedly and ignores the responses: the cost of the connection and the server alone.</summary>
internal static class BatchesWriter
{
    private const int BatchSize = 100;

    public static async Task WriteAsync(HttpClient http, Uri baseUri, int batches, int inFlight)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ArraySegment<PlainNewContact>(PlainNewContact.Some(BatchSize)), PlainJson.Default.ArraySegmentPlainNewContact);
        await Parallel.ForEachAsync(Enumerable.Range(0, batches), new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (_, cancellation) =>
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await http.PostAsync(new Uri($"{baseUri}/contact"), content, cancellation);
            response.EnsureSuccessStatusCode();
        });
    }
}
