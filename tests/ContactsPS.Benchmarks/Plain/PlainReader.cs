using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>Reads a list one page after the other into memory, with HttpClient and source-generated System.Text.Json.</summary>
internal static class PlainReader
{
    public const int PageSize = 1000;

    public static Task<long> ReadAsync(HttpClient http, Uri baseUri) => ReadAsync(http, baseUri, PlainJson.Default.PlainEnvelopePlainContact);

    public static Task<long> ReadNamedAsync(HttpClient http, Uri baseUri) => ReadAsync(http, baseUri, PlainJson.Default.PlainEnvelopeNamedContact);

    private static async Task<long> ReadAsync<T>(HttpClient http, Uri baseUri, JsonTypeInfo<PlainEnvelope<T>> type)
    {
        var contacts = new List<T>();
        while (await ReadPageAsync(http, PlainHttp.Page(baseUri, contacts.Count, PageSize), type) is { Count: > 0 } page)
        {
            contacts.AddRange(page);
            if (page.Count < PageSize)
            {
                break;
            }
        }

        return contacts.Count;
    }

    /// <summary>Reads all bytes first: for a page of this size, DeserializeAsync over the stream was no faster.</summary>
    private static async Task<List<T>> ReadPageAsync<T>(HttpClient http, Uri uri, JsonTypeInfo<PlainEnvelope<T>> type)
    {
        using var response = await http.GetAsync(uri);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), type)!.Data;
    }
}
