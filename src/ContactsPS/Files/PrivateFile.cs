namespace ContactsPS.Files;

/// <summary>New files that only their owner can read on Linux and macOS. On Windows, a file has the rights of its folder.</summary>
internal static class PrivateFile
{
    private const int BufferSize = 64 * 1024;

    public static FileStream Create(string path, FileShare share, FileOptions options)
    {
#if NET
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = BufferSize, Options = options };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, share, BufferSize, options);
#endif
    }
}
