using System.Globalization;
using System.Text;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Reads text and refuses every byte that is not valid in its encoding, whether a byte-order mark or the user names it. After a mark, a StreamReader would replace such bytes by U+FFFD.</summary>
internal sealed class StrictText : TextReader
{
    private readonly Stream stream;
    private readonly byte[] bytes = new byte[64 * 1024];
    private readonly Encoding encoding;
    private readonly Decoder decoder;
    private readonly bool isMarked;
    private int position;
    private int length;
    private bool hasEnded;
    private long lineFeeds;
    private long returns;

    /// <param name="stream">The bytes; closed together with this.</param>
    /// <param name="encoding">The encoding, unless a byte-order mark names another.</param>
    /// <exception cref="InvalidDataException">It is not text, or has an encoding that must be named.</exception>
    public StrictText(Stream stream, Encoding encoding)
    {
        this.stream = stream;
        Fill();
        var start = bytes.AsSpan(0, length);
        FileSignature.ThrowIfNotText(start);
        isMarked = ByteOrderMark.TryFind(start, out var marked, out position);
        this.encoding = Strict(marked ?? encoding, DecoderFallback.ExceptionFallback);
        decoder = this.encoding.GetDecoder();
        if (!isMarked)
        {
            FileSignature.ThrowIfUnmarked(start, encoding);
        }
    }

    /// <exception cref="InvalidDataException">Bytes are not valid in the encoding.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        while (true)
        {
            if (position == length && !hasEnded)
            {
                Fill();
            }

            var made = Decode(buffer, index, count);
            if (made > 0 || (hasEnded && position == length))
            {
                CountLines(buffer.AsSpan(index, made));
                return made;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Encoding Strict(Encoding encoding, DecoderFallback fallback)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = fallback;
        return strict;
    }

    private int Decode(char[] buffer, int index, int count)
    {
        try
        {
            if (position == length)
            {
                // Convert of .NET Framework fails if there is nothing to convert.
                return decoder.GetChars(bytes, 0, 0, buffer, index, flush: hasEnded);
            }

            decoder.Convert(bytes, position, length - position, buffer, index, count, flush: false, out var used, out var made, out _);
            position += used;
            return made;
        }
        catch (DecoderFallbackException exception)
        {
            // The text before the byte was decoded and discarded with it.
            CountLines(Strict(encoding, DecoderFallback.ReplacementFallback).GetString(bytes, position, Math.Max(0, Math.Min(exception.Index, length - position))).AsSpan());
            var invalid = string.Join(" ", (exception.BytesUnknown ?? []).Select(one => one.ToString("X2", CultureInfo.InvariantCulture)));
            throw new InvalidDataException(Messages.Get(isMarked ? "BadEncoding_Marked" : "BadEncoding", encoding.WebName, invalid, 1 + Math.Max(lineFeeds, returns)), exception);
        }
    }

    private void Fill()
    {
        position = 0;
        length = 0;
        while (length < bytes.Length && !hasEnded)
        {
            var read = stream.Read(bytes, length, bytes.Length - length);
            hasEnded = read == 0;
            length += read;
        }
    }

    private void CountLines(ReadOnlySpan<char> text)
    {
        lineFeeds += Count(text, '\n');
        returns += Count(text, '\r');
    }

    private static int Count(ReadOnlySpan<char> text, char wanted)
    {
        var count = 0;
        for (var found = text.IndexOf(wanted); found >= 0; found = text.IndexOf(wanted))
        {
            count++;
            text = text.Slice(found + 1);
        }

        return count;
    }
}
