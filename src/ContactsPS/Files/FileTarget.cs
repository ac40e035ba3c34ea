using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Where a file is to be written. Only a regular file is ever replaced.</summary>
internal sealed class FileTarget
{
    private readonly bool mayReplaceReadOnly;

    /// <param name="path">Where it is to be. A link is followed if it, and what it leads to, belong to the user.</param>
    /// <param name="mayReplace">Whether a file that is there is replaced.</param>
    /// <param name="mayReplaceReadOnly">Whether it is if it is read-only.</param>
    /// <exception cref="IOException">There is something that is not to be replaced, or no folder.</exception>
    public FileTarget(string path, bool mayReplace, bool mayReplaceReadOnly)
    {
        MayReplace = mayReplace;
        this.mayReplaceReadOnly = mayReplaceReadOnly;
        Path = OwnLinks.Follow(System.IO.Path.GetFullPath(path));
        ThrowIfNotWritable();
    }

    /// <summary>The file itself, behind links.</summary>
    public string Path { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public bool MayReplace { get; }

    /// <summary>Looks again: there may be something else by now.</summary>
    /// <exception cref="IOException">There is something that is not to be replaced, or no folder.</exception>
    public void ThrowIfNotWritable()
    {
        var problem = FileStatus.Of(Path).Kind switch
        {
            FileKind.Missing => Directory.Exists(Folder) ? null : "FileHasNoFolder",
            FileKind.Regular => !MayReplace ? "FileExists" : !mayReplaceReadOnly && IsReadOnly ? "FileIsReadOnly" : null,
            FileKind.Folder => "FileIsFolder",
            FileKind.Link => "FileIsForeignLink",
            FileKind.Device => "FileIsDevice",
            FileKind.Pipe => "FileIsPipe",
            FileKind.Socket => "FileIsSocket",
            _ => "FileIsNotKnown",
        };
        if (problem is not null)
        {
            throw new IOException(Messages.Get(problem));
        }
    }

    private bool IsReadOnly => File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly);
}
