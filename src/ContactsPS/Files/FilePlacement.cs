#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace ContactsPS.Files;

/// <summary>Moves a complete file into its place, in one step.</summary>
internal static class FilePlacement
{
    /// <param name="source">A file in the same folder. It may remain if nothing may be replaced.</param>
    /// <param name="path">Its place.</param>
    /// <param name="mayReplace">Whether an existing file is replaced. If not, the system refuses: our own check would be too early.</param>
    /// <exception cref="IOException">It was not moved. An existing file was not changed.</exception>
    public static void Move(string source, string path, bool mayReplace)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            if (mayReplace)
            {
                File.Move(source, path, overwrite: true);
            }
            else
            {
                Link(source, path);
            }

            return;
        }
#endif
        if (!mayReplace || !File.Exists(path))
        {
            File.Move(source, path);
            return;
        }

        Replace(source, path);
    }

    private static void Replace(string source, string path)
    {
        var attributes = File.GetAttributes(path);
        File.SetAttributes(path, attributes & ~FileAttributes.ReadOnly);
        var isReplaced = false;
        try
        {
            File.Replace(source, path, destinationBackupFileName: null, ignoreMetadataErrors: true);
            isReplaced = true;
        }
        finally
        {
            if (!isReplaced)
            {
                File.SetAttributes(path, attributes);
            }
        }
    }

#if NET
    /// <summary>On Unix, File.Move checks for a file and then renames, which replaces one that appears in between. link(2) fails.</summary>
    private static void Link(string source, string path)
    {
        const int noEntry = 2, exists = 17;
        if (SystemCalls.Link(Encoding.UTF8.GetBytes(source + '\0'), Encoding.UTF8.GetBytes(path + '\0')) == 0)
        {
            return;
        }

        var error = Marshal.GetLastPInvokeError();
        switch (error)
        {
            case noEntry:
                throw new FileNotFoundException(Marshal.GetPInvokeErrorMessage(error), source);
            case exists:
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            default:
                // FAT, for example, has no links. An empty file of our own reserves the place.
                new FileStream(path, FileMode.CreateNew).Dispose();
                File.Move(source, path, overwrite: true);
                break;
        }
    }

    private static class SystemCalls
    {
        [DllImport("libc", EntryPoint = "link", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Link(byte[] source, byte[] path);
    }
#endif
}
