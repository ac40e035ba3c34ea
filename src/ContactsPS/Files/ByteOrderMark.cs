using System.Text;

namespace ContactsPS.Files;

/// <summary>The bytes at the beginning of a text that name its encoding.</summary>
internal static class ByteOrderMark
{
    // The mark of UTF-32 begins with that of UTF-16.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
    ];

    /// <summary>Finds the encoding of a mark, and the mark's length.</summary>
    public static bool TryFind(ReadOnlySpan<byte> start, out Encoding? encoding, out int length)
    {
        foreach (var one in Marked)
        {
            if (start.StartsWith(one.GetPreamble()))
            {
                encoding = one;
                length = one.GetPreamble().Length;
                return true;
            }
        }

        encoding = null;
        length = 0;
        return false;
    }
}
