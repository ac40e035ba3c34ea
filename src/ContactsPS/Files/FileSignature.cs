using System.Text;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Recognizes files that are not text, or text in an encoding that must be named, by their first bytes.</summary>
internal static class FileSignature
{
    // Enough of a header to see which of the bytes are 0.
    private const int Sample = 256;

    // A damaged file may begin with fewer such bytes.
    private const int SmallestSample = 16;

    private static readonly (byte[] Bytes, string Message)[] Known =
    [
        ([0x50, 0x4B, 3, 4], "FileIsZip"),
        ([0x50, 0x4B, 5, 6], "FileIsZip"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "FileIsOldExcel"),
        ([0x1F, 0x8B, 8], "FileIsGzip"),
    ];

    /// <exception cref="InvalidDataException">It begins like another kind of file.</exception>
    public static void ThrowIfNotText(ReadOnlySpan<byte> start)
    {
        foreach (var (bytes, message) in Known)
        {
            if (start.StartsWith(bytes))
            {
                throw new InvalidDataException(Messages.Get(message));
            }
        }
    }

    /// <summary>Text without a byte-order mark: in UTF-16 and UTF-32, most bytes of a header at certain positions are 0.</summary>
    /// <exception cref="InvalidDataException">It has another encoding than the given one.</exception>
    public static void ThrowIfUnmarked(ReadOnlySpan<byte> start, Encoding named)
    {
        if (named.GetByteCount("a") == 1 && Guess(start.Slice(0, Math.Min(start.Length, Sample))) is { } encoding)
        {
            throw new InvalidDataException(Messages.Get("FileIsUnmarked", encoding));
        }
    }

    private static string? Guess(ReadOnlySpan<byte> start)
    {
        var zeros = new int[4];
        for (var i = 0; i < start.Length; i++)
        {
            zeros[i % 4] += start[i] == 0 ? 1 : 0;
        }

        // Of the bytes at each of four positions.
        var all = start.Length / 4;
        var most = all * 3 / 4;
        return start.Length < SmallestSample ? null
            : zeros[2] >= all && zeros[3] >= all && zeros[0] == 0 ? "utf-32"
            : zeros[0] >= all && zeros[1] >= all && zeros[3] == 0 ? "utf-32BE"
            : zeros[1] > most && zeros[3] > most && zeros[0] + zeros[2] == 0 ? "unicode"
            : zeros[0] > most && zeros[2] > most && zeros[1] + zeros[3] == 0 ? "bigendianunicode"
            : null;
    }
}
