using System.IO.Compression;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// Decompresses gzip and verifies everything: the checksum and the length of each member, and that nothing follows the last one. GZipStream ends
/// silently if a file was cut, at bytes that are not a member and, on .NET Framework, at a wrong checksum.
/// </summary>
internal sealed class GzipReader(Stream file) : Stream
{
    private const int HasHeaderChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;
    private const int Reserved = 0xE0;

    private readonly GzipPieces pieces = new(file);
    private DeflateStream? member;
    private Crc32 checksum;
    private uint length;
    private bool isFirst = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">It is not gzip, is damaged, or was cut off.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            if (member is null && !TryBegin())
            {
                return 0;
            }

            var read = Inflate(buffer, offset, count);
            if (read > 0)
            {
                checksum.Add(buffer.AsSpan(offset, read));
                length += (uint)read;
                return read;
            }

            End();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            pieces.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        int read;
        try
        {
            read = member!.Read(buffer, offset, count);
        }
        catch (Exception exception) when ((exception is InvalidDataException or IOException) && !pieces.HasFailed)
        {
            throw Damaged(pieces.IsExhausted ? "GzipCut" : "GzipDamaged");
        }

        return read == 0 && pieces.IsExhausted ? throw Damaged("GzipCut") : read;
    }

    /// <summary>Reads the header of the next member.</summary>
    /// <returns>Whether there is one.</returns>
    private bool TryBegin()
    {
        if (!isFirst && pieces.IsAtEnd)
        {
            return false;
        }

        checksum = default;
        if (Take() != 0x1F || Take() != 0x8B)
        {
            throw Damaged(isFirst ? "GzipIsOther" : "GzipBytesBehind");
        }

        var method = Take();
        var flags = Take();
        if (method != 8 || (flags & Reserved) != 0)
        {
            throw Damaged("GzipDamaged");
        }

        Skip(6);
        Skip((flags & HasExtra) != 0 ? Take() | (Take() << 8) : 0);
        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        var expected = (ushort)checksum.Value;
        if ((flags & HasHeaderChecksum) != 0 && (Take() | (Take() << 8)) != expected)
        {
            throw Damaged("GzipDamaged");
        }

        member = new DeflateStream(pieces, CompressionMode.Decompress, leaveOpen: true);
        checksum = default;
        length = 0;
        isFirst = false;
        return true;
    }

    /// <summary>Ends a member, and compares its data with the checksum and the length at its end.</summary>
    private void End()
    {
        pieces.EndData();
        var (expectedChecksum, expectedLength) = (checksum.Value, length);
        if (TakeNumber() != expectedChecksum || TakeNumber() != expectedLength)
        {
            throw Damaged("GzipChecksum");
        }

        member!.Dispose();
        member = null;
    }

    private byte Take()
    {
        var one = pieces.Take();
        checksum.Add([one]);
        return one;
    }

    private uint TakeNumber() => Take() | ((uint)Take() << 8) | ((uint)Take() << 16) | ((uint)Take() << 24);

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = Take();
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere && Take() != 0)
        {
        }
    }

    private static InvalidDataException Damaged(string message) => new(Messages.Get(message));
}
