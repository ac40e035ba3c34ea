namespace ContactsPS.Files;

/// <summary>
/// Keeps rows until they are needed again: in memory, and above a limit in a temporary file that no other user can open and that is deleted when the process ends, for any
/// reason.
/// </summary>
/// <param name="mostInMemory">The most bytes that are kept in memory.</param>
internal sealed class SpooledRowStore(long mostInMemory = 32 * 1024 * 1024) : IDisposable
{
    private Stream stream = new MemoryStream();
    private BinaryWriter? writer;
    private BinaryReader? reader;

    /// <summary>Adds bytes.</summary>
    /// <returns>Their position.</returns>
    public long Add(ArraySegment<byte> bytes)
    {
        if (stream is MemoryStream memory && memory.Length + bytes.Count > mostInMemory)
        {
            stream = OpenFile();
            memory.WriteTo(stream);
            memory.Dispose();
            (writer, reader) = (null, null);
        }

        var place = stream.Seek(0, SeekOrigin.End);
        writer ??= new BinaryWriter(stream);
        writer.Write(bytes.Count);
        writer.Write(bytes.Array!, bytes.Offset, bytes.Count);
        return place;
    }

    /// <summary>The bytes at a position.</summary>
    public byte[] Read(long place)
    {
        stream.Position = place;
        reader ??= new BinaryReader(stream);
        return reader.ReadBytes(reader.ReadInt32());
    }

    public void Dispose() => stream.Dispose();

    private static FileStream OpenFile()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = PrivateFile.Create(path, FileShare.Delete, FileOptions.DeleteOnClose);
#if NET
        if (!OperatingSystem.IsWindows())
        {
            // Its name is deleted at once; the open file lasts until the process ends.
            File.Delete(path);
        }
#endif
        return file;
    }
}
