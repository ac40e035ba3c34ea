namespace ContactsPS.Files;

/// <summary>The state of a file before it was opened. A program that appends to it or replaces it changes one of these.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastWriteTime">When it was last written, in UTC.</param>
internal sealed record FileSnapshot(string Path, long Length, DateTime LastWriteTime)
{
    /// <summary>Whether the file was changed, replaced or deleted since.</summary>
    public bool HasChanged => this != TryTake(Path);

    /// <exception cref="IOException">There is no such file.</exception>
    public static FileSnapshot Take(string path)
    {
        var file = new FileInfo(path);
        return new FileSnapshot(path, file.Length, file.LastWriteTimeUtc);
    }

    private static FileSnapshot? TryTake(string path)
    {
        try
        {
            return Take(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
