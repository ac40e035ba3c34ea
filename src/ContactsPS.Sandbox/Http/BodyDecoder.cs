using System.IO.Compression;

namespace ContactsPS.Sandbox.Http;

/// <summary>Decompresses the body of a request.</summary>
internal static class BodyDecoder
{
    /// <returns>The request with its body decompressed; the same request if it is not compressed or cannot be decompressed.</returns>
    public static HttpRequest Decode(HttpRequest request)
    {
        if (!string.Equals(request.Header("Content-Encoding"), "gzip", StringComparison.OrdinalIgnoreCase))
        {
            return request;
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
            using var body = new MemoryStream();
            var buffer = new byte[81920];
            while (body.Length <= RequestReader.LargestBody && gzip.Read(buffer, 0, buffer.Length) is var count and > 0)
            {
                body.Write(buffer, 0, count);
            }

            return body.Length <= RequestReader.LargestBody ? request with { Body = body.ToArray() } : request;
        }
        catch (InvalidDataException)
        {
            return request;
        }
    }
}
