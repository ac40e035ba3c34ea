namespace ContactsPS.Benchmarks.Plain;

/// <summary>Reads the bytes of a list and ignores them: the cost of the connection, the server and HttpClient alone.</summary>
internal static class BytesReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads one page after the other up to the 404.</summary>
    /// <returns>The number of contacts in the pages, all of which but the last are full.</returns>
    public static async Task<long> ReadAsync(HttpClient http, Uri baseUri, long contacts)
    {
        var buffer = new byte[BufferSize];
        for (var offset = 0L; ; offset += PlainReader.PageSize)
        {
            if (await ReadPageAsync(http, baseUri, offset, buffer) == 0)
            {
                return Math.Min(offset, contacts);
            }
        }
    }

    /// <summary>Reads a number of pages with a number of requests in flight.</summary>
    /// <returns>The number of bytes.</returns>
    public static async Task<long> ReadPagesAsync(HttpClient http, Uri baseUri, int pages, int inFlight)
    {
        var total = 0L;
        var taken = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var buffer = new byte[BufferSize];
            for (var page = Interlocked.Increment(ref taken); page < pages; page = Interlocked.Increment(ref taken))
            {
                Interlocked.Add(ref total, await ReadPageAsync(http, baseUri, page * PlainReader.PageSize, buffer));
            }
        })));
        return total;
    }

    /// <returns>The size of the page; 0 if there is no such page.</returns>
    private static async Task<long> ReadPageAsync(HttpClient http, Uri baseUri, long offset, byte[] buffer)
    {
        using var response = await http.GetAsync(PlainHttp.Page(baseUri, offset, PlainReader.PageSize), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var size = 0L;
        for (var read = await body.ReadAsync(buffer); read > 0; read = await body.ReadAsync(buffer))
        {
            size += read;
        }

        return response.IsSuccessStatusCode ? size : 0;
    }
}
