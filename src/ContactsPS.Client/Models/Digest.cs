using System.Security.Cryptography;
using System.Text;

namespace ContactsPS.Client;

/// <summary>SHA-256 of a text, by which it is told from others without being kept.</summary>
internal static class Digest
{
    public static byte[] Of(string text)
    {
#if NET
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
#else
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(Encoding.UTF8.GetBytes(text));
#endif
    }
}
