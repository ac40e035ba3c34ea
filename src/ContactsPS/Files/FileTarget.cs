using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>The target of a file to write. Only a regular file is ever replaced.</summary>
internal sealed class FileTarget
{
    private readonly bool mayReplaceReadOnly;

    /// <param name="path">Its path. A link is followed if the link and its target belong to the user.</param>
    /// <param name="mayReplace">Whether an existing file is replaced.</param>
    /// <param name="mayReplaceReadOnly">Whether a read-only file is replaced too.</param>
    /// <exception cref="IOException">There is a file that must not be replaced, or no folder.</exception>
    public FileTarget(string path, bool mayReplace, bool mayReplaceReadOnly)
    {
        MayReplace = mayReplace;
        this.mayReplaceReadOnly = mayReplaceReadOnly;
        Path = OwnLinks.Follow(System.IO.Path.GetFullPath(path));
        ThrowIfNotWritable();
    }

    /// <summary>The target file, after following links.</summary>
    public string Path { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public bool MayReplace { get; }

    /// <summary>Checks again, because something else may be there by now.</summary>
    /// <exception cref="IOException">There is a file that must not be replaced, or no folder.</exception>
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
