namespace ContactsPS.Sync;

/// <summary>
/// Keeps what a sync read until it is needed again: in memory, and from 32 MB on in a temporary file that nobody else can open and that is gone when the process is,
/// however it ends.
/// </summary>
internal sealed class RowStore : IDisposable
{
    private const long MostInMemory = 32 * 1024 * 1024;

    private Stream stream = new MemoryStream();

    /// <summary>Puts bytes in.</summary>
    /// <returns>Where they are.</returns>
    public long Add(ArraySegment<byte> bytes)
    {
        if (stream is MemoryStream memory && memory.Length + bytes.Count > MostInMemory)
        {
            stream = OpenFile();
            memory.WriteTo(stream);
            memory.Dispose();
        }

        var place = stream.Seek(0, SeekOrigin.End);
        var writer = new BinaryWriter(stream);
        writer.Write(bytes.Count);
        writer.Write(bytes.Array!, bytes.Offset, bytes.Count);
        return place;
    }

    /// <summary>The bytes that are at a place.</summary>
    public byte[] Read(long place)
    {
        stream.Position = place;
        var reader = new BinaryReader(stream);
        return reader.ReadBytes(reader.ReadInt32());
    }

    public void Dispose() => stream.Dispose();

    private static FileStream OpenFile()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        const int bufferSize = 64 * 1024;
#if NET
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = bufferSize,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // Its name goes at once; what is open stays, and ends with the process.
            File.Delete(path);
        }

        return file;
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize, FileOptions.DeleteOnClose);
#endif
    }
}
