namespace ContactsPS.Endurance.Fuzz;

/// <summary>A body that arrives in pieces, and may not be complete.</summary>
internal sealed class FuzzStream(byte[] body, Arrival arrival) : Stream
{
    private const int Piece = 1021;

    private readonly int end = arrival == Arrival.Pieces ? body.Length : body.Length / 2;
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("It cannot seek.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var length = Math.Min(Math.Min(buffer.Length, Piece), end - position);
        body.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length > 0 || buffer.Length == 0 ? length : arrival switch
        {
            Arrival.Breaks => throw new IOException("The response ended prematurely."),
            Arrival.DoesNotDecompress => throw new InvalidDataException("The archive entry was compressed using an unsupported compression method."),
            _ => 0,
        };
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return ValueTask.FromResult(Read(buffer.Span));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("It cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("It is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read-only.");
}
