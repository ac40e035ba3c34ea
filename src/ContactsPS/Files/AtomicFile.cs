using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// The only writer of files: a file is written completely or not at all. It is written under another name in the same folder, flushed to disk, and then moved into place,
/// so that the old or the new file exists, however the process ends. On Linux and macOS only its owner can read it, whatever the mode of the file that it
/// replaces; on Windows it has the rights of that file, or of its folder.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly FileTarget target;
    private readonly string temporary;
    private readonly FileStream stream;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public AtomicFile(FileTarget target)
    {
        this.target = target;
        target.ThrowIfNotWritable();
        temporary = Path.Combine(target.Folder, $".{Path.GetRandomFileName()}.tmp");
        stream = PrivateFile.Create(temporary, FileShare.None, FileOptions.None);
    }

    /// <summary>The content. It stays open until <see cref="Commit"/>.</summary>
    public Stream Stream => stream;

    /// <summary>Moves it into place.</summary>
    /// <exception cref="IOException">It was not moved. An existing file was not changed.</exception>
    public void Commit()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        target.ThrowIfNotWritable();
        try
        {
            FilePlacement.Move(temporary, target.Path, target.MayReplace);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException(Messages.Get("FileVanished"), exception);
        }
        catch (IOException)
        {
            // Something appeared at the last moment: report it as if it had been there before.
            target.ThrowIfNotWritable();
            throw;
        }
    }

    /// <summary>Deletes the file if it was not moved into place.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is full, so the buffered rest cannot be written. The file is deleted anyway.
        }

        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its folder was deleted or cannot be changed any more. The reason why nothing was written was already reported.
        }
    }
}
