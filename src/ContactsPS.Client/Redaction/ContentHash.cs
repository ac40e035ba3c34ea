using System.Security.Cryptography;
using System.Text;

namespace ContactsPS.Client.Redaction;

/// <summary>SHA-256 of a text, by which it is told from other texts without being kept.</summary>
public static class ContentHash
{
    private const int ShortLength = 16;

    /// <summary>All 32 bytes.</summary>
    /// <param name="text">The text; its UTF-8 is hashed.</param>
    public static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        return SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
#endif
    }

    /// <summary>The first sixteen bytes, which are enough to tell any number of contacts apart.</summary>
    /// <param name="text">The text; its UTF-8 is hashed.</param>
    public static Guid ShortOf(string text)
    {
#if NET
        return new Guid(Of(text).AsSpan(0, ShortLength));
#else
        return new Guid(Of(text).Take(ShortLength).ToArray());
#endif
    }
}
