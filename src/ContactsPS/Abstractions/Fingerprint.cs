using System.Security.Cryptography;
using System.Text;

namespace ContactsPS.Abstractions;

/// <summary>SHA-256 of a text, by which it is told from others without being kept.</summary>
internal static class Fingerprint
{
    private const int ShortLength = 16;

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

    /// <summary>Its first sixteen bytes, which are enough for any number of contacts.</summary>
    public static Guid ShortOf(string text)
    {
#if NET
        return new Guid(Of(text).AsSpan(0, ShortLength));
#else
        return new Guid(Of(text).Take(ShortLength).ToArray());
#endif
    }
}
