using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>
/// Follows links of the user to files of the user: in a folder that several users can write to, another user's link must not choose what is
/// replaced. Links among the folders of a path are followed as usual.
/// </summary>
internal static class OwnLinks
{
#if NET
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <returns>The target of the last link; the path itself if it is not a link.</returns>
    /// <exception cref="IOException">A link or its target belongs to another user, or is an open file of a process.</exception>
    public static string Follow(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return FileStatus.Of(path).Kind == FileKind.Link ? throw Refused("FileIsForeignLink") : path;
        }

        var current = WithoutFolderLinks(path);
        for (var links = 0; ; links++)
        {
            ThrowIfOpenFile(current);
            var status = FileStatus.Of(current);
            if (status.Kind != FileKind.Link)
            {
                return links == 0 || status.IsOwn || status.Kind == FileKind.Missing ? current : throw Refused("FileIsForeign");
            }

            if (!status.IsOwn)
            {
                throw Refused("FileIsForeignLink");
            }

            if (links == MostLinks)
            {
                throw Refused("TooManyLinks");
            }

            current = WithoutFolderLinks(Path.Combine(Path.GetDirectoryName(current)!, new FileInfo(current).LinkTarget!));
        }
    }

    /// <summary>.NET removes ".." before it follows links; the system does it the other way round.</summary>
    private static string WithoutFolderLinks(string path)
    {
        if (Path.EndsInDirectorySeparator(path))
        {
            throw Refused("FileIsFolder");
        }

        var links = 0;
        var current = "/";
        var parts = new Stack<string>(Enumerable.Reverse(Path.GetDirectoryName(path)!.Split('/')));
        while (parts.TryPop(out var part))
        {
            if (part is "" or "." or "..")
            {
                current = part == ".." ? Path.GetDirectoryName(current) ?? "/" : current;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw Refused("TooManyLinks");
            }

            current = target.StartsWith('/') ? "/" : current;
            foreach (var inner in Enumerable.Reverse(target.Split('/')))
            {
                parts.Push(inner);
            }
        }

        return Path.Combine(current, Path.GetFileName(path));
    }

    /// <summary>Standard output that is redirected to a file looks like any other file. Replacing it would end what is being written to it.</summary>
    private static void ThrowIfOpenFile(string path)
    {
        if (path is "/dev/stdin" or "/dev/stdout" or "/dev/stderr"
            || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
            || (path.StartsWith("/proc/", StringComparison.Ordinal) && path.Contains("/fd/", StringComparison.Ordinal)))
        {
            throw Refused("FileIsOpen");
        }
    }

    private static IOException Refused(string reason) => new(Messages.Get(reason));
#else
    // .NET Framework has no API for links: a link is replaced itself, and its target is kept.
    public static string Follow(string path) => path;
#endif
}
