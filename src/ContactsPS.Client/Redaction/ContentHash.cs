using System.Security.Cryptography;
using System.Text;

namespace ContactsPS.Client.Redaction;

/// <summary>The SHA-256 of a text, for comparing texts without keeping them.</summary>
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

    /// <summary>The first sixteen bytes, which distinguish any realistic number of contacts.</summary>
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
