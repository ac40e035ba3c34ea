using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// The bytes of a gzip file, passed to a DeflateStream so that the end of a member is known. A DeflateStream reads ahead and does not report how many bytes it used. But a
/// member ends eight bytes before the file does, or before the next one begins. So no piece goes beyond such a position, and the byte before it is a piece of its own: if the
/// stream requests that byte and then ends, its data ends there.
/// </summary>
internal sealed class GzipPieces(Stream file) : Stream
{
    private const int TrailerLength = 8;
    private const int LookAhead = TrailerLength + 3;
    private static readonly byte[] Magic = [0x1F, 0x8B, 8];

    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int lastStart;
    private int end;
    private bool hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether more bytes were requested than there are.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Whether the file itself could not be read.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether there are no more bytes.</summary>
    public bool IsAtEnd => !Has(1);

    /// <summary>Passes on a piece.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!Has(1))
        {
            IsExhausted = true;
            return 0;
        }

        _ = Has(Math.Min(count + LookAhead, this.buffer.Length));
        var boundary = NextBoundary();
        var most = boundary < 0 ? (hasEnded ? end : end - LookAhead) - start : boundary - start == 1 ? 1 : boundary - start - 1;
        var length = Math.Min(count, most);
        Array.Copy(this.buffer, start, buffer, offset, length);
        lastStart = start;
        start += length;
        return length;
    }

    /// <summary>Takes a byte outside the data.</summary>
    /// <exception cref="InvalidDataException">The file has ended.</exception>
    public byte Take() => Has(1) ? buffer[start++] : throw new InvalidDataException(Messages.Get("GzipCut"));

    /// <summary>Goes to the end of the member's data, now that the DeflateStream has ended.</summary>
    /// <exception cref="InvalidDataException">A member's data cannot end there.</exception>
    public void EndData()
    {
        // Mono requests one more piece if its last output filled the caller's buffer.
        if (!IsBoundary(start))
        {
            start = IsBoundary(lastStart) ? lastStart : throw new InvalidDataException(Messages.Get("GzipEnd"));
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The first position after the next byte at which a member's data may end; -1 if none was read so far.</summary>
    private int NextBoundary()
    {
        var from = start + 1 + TrailerLength;
        var found = from < end ? buffer.AsSpan(from, end - from).IndexOf(Magic) : -1;
        return found >= 0 ? start + 1 + found
            : hasEnded && end - TrailerLength > start ? end - TrailerLength
            : -1;
    }

    private bool IsBoundary(int place)
    {
        var next = place + TrailerLength;
        return (hasEnded && next == end) || (next + Magic.Length <= end && buffer.AsSpan(next, Magic.Length).SequenceEqual(Magic));
    }

    /// <summary>Reads until this many bytes are available, or the file ends.</summary>
    private bool Has(int count)
    {
        if (end - start < count && !hasEnded)
        {
            Array.Copy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            while (end < buffer.Length && !hasEnded)
            {
                HasFailed = true;
                var read = file.Read(buffer, end, buffer.Length - end);
                HasFailed = false;
                hasEnded = read == 0;
                end += read;
            }
        }

        return end - start >= count;
    }
}
