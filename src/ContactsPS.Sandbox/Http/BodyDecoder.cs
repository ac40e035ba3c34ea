using System.IO.Compression;

namespace ContactsPS.Sandbox.Http;

/// <summary>Undoes the compression of a request's body.</summary>
internal static class BodyDecoder
{
    /// <returns>The request as if it had not been compressed; as it is if it was not, or if that cannot be undone.</returns>
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
