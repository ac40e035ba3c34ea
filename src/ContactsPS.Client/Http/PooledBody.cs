using System.Buffers;

namespace ContactsPS.Client.Http;

/// <summary>
/// A body in rented memory. A page of contacts has some hundred kilobytes; a new array for each response would go to the
/// large object heap, which is collected rarely.
/// </summary>
internal sealed class PooledBody : IDisposable
{
    // With ValueBudget, bounds the cost of a hostile or broken response. A page of 1000 contacts has 16 KB for each.
    private const int MaximumBytes = 16 * 1024 * 1024;

    private const int FirstBytes = 32 * 1024;

    // The announced length may be wrong, so memory is allocated in advance only up to this.
    private const int MostExpected = 1024 * 1024;

    private byte[] buffer;
    private int length;

    private PooledBody(int expected) => buffer = ArrayPool<byte>.Shared.Rent(expected);

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The body, already decompressed.</param>
    /// <param name="expected">The announced length; else null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The body was cut off or is too large.</exception>
    public static async Task<PooledBody> ReadAsync(Stream stream, long? expected, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end is seen without growing the buffer.
        var body = new PooledBody((int)Math.Min(expected ?? FirstBytes, MostExpected) + 1);
        try
        {
            while (await body.ReadMoreAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                if (body.length > MaximumBytes)
                {
                    throw new IOException(Messages.Get("ResponseTooLarge", MaximumBytes / 1024 / 1024));
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private async Task<bool> ReadMoreAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (length == buffer.Length)
        {
            Grow();
        }

#if NET
        var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
#else
        var read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
#endif
        length += read;
        return read > 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
