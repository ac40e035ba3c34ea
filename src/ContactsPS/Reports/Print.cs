using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ContactsPS.Reports;

/// <summary>Sixteen bytes of a text's SHA-256, by which it is told from others without being kept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Print(long High, long Low)
{
    public static Print Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        var digest = SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        var digest = algorithm.ComputeHash(bytes);
#endif
        return new Print(BitConverter.ToInt64(digest, 0), BitConverter.ToInt64(digest, sizeof(long)));
    }
}
