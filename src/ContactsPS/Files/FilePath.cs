using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>Finds the files of paths: in the file system, relative to the runspace's location in it, whatever the current drive is.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The file of a path, which need not exist. Wildcard characters are part of its name.</summary>
    /// <exception cref="IOException">It is not a path of the file system.</exception>
    public static string Resolve(SessionState session, string path)
    {
        try
        {
            var file = session.Path.GetUnresolvedProviderPathFromPSPath(Rooted(session, path, isPattern: false), out var provider, out _);
            return provider.Name == FileSystem ? file : throw new IOException(Messages.Get("FileIsElsewhere"));
        }
        catch (Exception exception) when (exception is SessionStateException or ProviderInvocationException or NotSupportedException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>The file that one of two parameters names.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">A path whose wildcards match one file; null if the other was given.</param>
    /// <param name="literalPath">A path whose wildcard characters are part of its name.</param>
    /// <exception cref="IOException">Not exactly one file matches, or it is not a path of the file system.</exception>
    public static string Find(SessionState session, string? path, string? literalPath) => path is null ? Resolve(session, literalPath!) : Find(session, path);

    /// <summary>The file that a path with wildcards matches, or that a path without wildcards names, which need not exist. An exact match wins, even if the name contains wildcard characters.</summary>
    /// <exception cref="IOException">Not exactly one file matches.</exception>
    public static string Find(SessionState session, string path)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(path);
        if (!isPattern && path.IndexOf('`') < 0)
        {
            return Resolve(session, path);
        }

        if (TryResolve(session, path) is { } exact && File.Exists(exact))
        {
            return exact;
        }

        if (!isPattern)
        {
            return Resolve(session, WildcardPattern.Unescape(path));
        }

        var files = Matches(session, path);
        return files.Count switch
        {
            1 => files[0],
            0 => throw new IOException(Messages.Get("NoFileMatches")),
            _ => throw new IOException(Messages.Get("SeveralFilesMatch", files.Count, string.Join(", ", files.Take(3).Select(Path.GetFileName)))),
        };
    }

    private static List<string> Matches(SessionState session, string path)
    {
        try
        {
            var files = session.Path.GetResolvedProviderPathFromPSPath(Rooted(session, path, isPattern: true), out var provider);
            return provider.Name == FileSystem ? [.. files.Where(File.Exists)] : throw new IOException(Messages.Get("FileIsElsewhere"));
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is SessionStateException or ProviderInvocationException or NotSupportedException or WildcardPatternException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static string? TryResolve(SessionState session, string path)
    {
        try
        {
            return Resolve(session, path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The path from the root of a drive: the engine would resolve a relative one against the current drive, which may be the registry.</summary>
    private static string Rooted(SessionState session, string path, bool isPattern)
    {
        var location = session.Path.CurrentFileSystemLocation;
        var isHome = path.Length > 0 && path[0] == '~' && (path.Length == 1 || Array.IndexOf(Separators, path[1]) >= 0);
        if (isHome && location.Provider.Home is { Length: > 0 } home)
        {
            return Combine(home, path.Substring(1).TrimStart(Separators));
        }

        if (session.Path.IsProviderQualified(path) || session.Path.IsPSAbsolute(path, out _))
        {
            return path;
        }

        // On Windows, a path may begin at the root of a drive without naming the drive.
        return path.Length > 0 && Array.IndexOf(Separators, path[0]) >= 0
            ? Combine(Path.GetPathRoot(location.ProviderPath)!, path.TrimStart(Separators))
            : Combine(location.ProviderPath, path);

        string Combine(string folder, string rest) => Path.Combine(isPattern ? WildcardPattern.Escape(folder) : folder, rest);
    }
}
