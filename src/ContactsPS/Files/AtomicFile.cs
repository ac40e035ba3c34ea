using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>A file that is there whole or not at all: written under another name in its own folder, and moved into place at the end.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string target;
    private readonly string temporary;
    private readonly bool mayReplace;
    private readonly bool mayReplaceReadOnly;

    /// <param name="path">Where it is to be.</param>
    /// <param name="mayReplace">Whether a file that is there is replaced.</param>
    /// <param name="mayReplaceReadOnly">Whether it is where it is read-only.</param>
    /// <exception cref="IOException">There is something that is not to be replaced, or no folder.</exception>
    public AtomicFile(string path, bool mayReplace, bool mayReplaceReadOnly)
    {
        target = BehindLinks(path);
        this.mayReplace = mayReplace;
        this.mayReplaceReadOnly = mayReplaceReadOnly;
        ThrowIfNotReplaceable();
        temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.tmp");
        Stream = PrivateFile.Create(temporary, FileShare.None, FileOptions.None);
    }

    /// <summary>What it is to hold.</summary>
    public Stream Stream { get; }

    /// <summary>Moves it into place.</summary>
    public void Commit()
    {
        Stream.Dispose();
        ThrowIfNotReplaceable();
        if (!File.Exists(target))
        {
            File.Move(temporary, target);
            return;
        }

        var attributes = File.GetAttributes(target);
#if NET
        if (!OperatingSystem.IsWindows())
        {
            // Anyone who could read the file that is replaced can read the new one.
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
#endif
        var isReadOnly = IsReadOnly(target);
        if (isReadOnly)
        {
            File.SetAttributes(target, attributes & ~FileAttributes.ReadOnly);
        }

        File.Replace(temporary, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        if (isReadOnly)
        {
            File.SetAttributes(target, attributes);
        }
    }

    /// <summary>Removes what was not moved into place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(temporary);
    }

    private void ThrowIfNotReplaceable()
    {
        var problem = Directory.Exists(target) ? "FileIsFolder"
            : !File.Exists(target) ? null
            : !mayReplace ? "FileExists"
            : !mayReplaceReadOnly && IsReadOnly(target) ? "FileIsReadOnly"
            : null;
        if (problem is not null)
        {
            throw new IOException(Messages.Get(problem));
        }
    }

    private static bool IsReadOnly(string path) => File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);

    /// <summary>A link stays a link: what it leads to is replaced.</summary>
    private static string BehindLinks(string path)
    {
#if NET
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
#else
        return path;
#endif
    }
}
