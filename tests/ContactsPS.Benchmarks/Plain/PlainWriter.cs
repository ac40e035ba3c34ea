using System.Net.Http.Headers;
using System.Text.Json;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>Creates contacts with HttpClient and source-generated System.Text.Json, and keeps the returned ids.</summary>
internal static class PlainWriter
{
    /// <summary>Sends batches with a number of requests in flight.</summary>
    /// <returns>The number of returned ids.</returns>
    public static async Task<long> WriteAsync(HttpClient http, Uri baseUri, PlainNewContact[] contacts, int batchSize, int inFlight)
    {
        var ids = new long[contacts.Length];
        var batches = Enumerable.Range(0, (contacts.Length + batchSize - 1) / batchSize);
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (batch, cancellation) =>
        {
            var from = batch * batchSize;
            var items = new ArraySegment<PlainNewContact>(contacts, from, Math.Min(batchSize, contacts.Length - from));
            foreach (var created in await SendAsync(http, baseUri, items, cancellation))
            {
                ids[from++] = created.Id;
            }
        });
        return ids.Count(id => id > 0);
    }

    private static async Task<List<PlainCreated>> SendAsync(HttpClient http, Uri baseUri, ArraySegment<PlainNewContact> items, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(items, PlainJson.Default.ArraySegmentPlainNewContact));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri($"{baseUri}/contact"), content, cancellation);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellation), PlainJson.Default.PlainEnvelopePlainCreated)!.Data;
    }
}
