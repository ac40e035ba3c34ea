using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// The one writer of files: a file is there whole or not at all. It is written under another name in its own folder, flushed to disk, and moved into place at the end,
/// so that whatever ends the process leaves the old file or the new one. On Linux and macOS nobody but its owner can read it, whatever the mode of the file that it
/// replaces; on Windows it has the rights of that file, or of its folder.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly FileTarget target;
    private readonly string temporary;
    private readonly FileStream stream;

    /// <exception cref="IOException">Nothing can be written there.</exception>
    public AtomicFile(FileTarget target)
    {
        this.target = target;
        target.ThrowIfNotWritable();
        temporary = Path.Combine(target.Folder, $".{Path.GetRandomFileName()}.tmp");
        stream = PrivateFile.Create(temporary, FileShare.None, FileOptions.None);
    }

    /// <summary>What it is to hold. It stays open until <see cref="Commit"/>.</summary>
    public Stream Stream => stream;

    /// <summary>Moves it into place.</summary>
    /// <exception cref="IOException">The file that was there, if any, is as it was.</exception>
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
            // Something came into being at the last moment: it is named as it would have been before.
            target.ThrowIfNotWritable();
            throw;
        }
    }

    /// <summary>Removes what was not moved into place.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk: what is still buffered cannot be written, and the file goes anyway.
        }

        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went with its folder, or the folder cannot be changed any more. Why nothing was written has been reported.
        }
    }
}
