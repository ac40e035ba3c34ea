#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace ContactsPS.Files;

/// <summary>The kind and the owner of what a path names, without following a link.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="IsOwn">Whether it belongs to the user of the process; false if that is not known.</param>
internal readonly record struct FileStatus(FileKind Kind, bool IsOwn)
{
    /// <exception cref="IOException">The system does not say.</exception>
    public static FileStatus Of(string path)
    {
#if NET
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return BySystemCall(path);
            }
            catch (EntryPointNotFoundException)
            {
                // musl before 1.2.5 and glibc before 2.28 have no statx.
            }
        }

        if (new FileInfo(path).LinkTarget is not null)
        {
            return new FileStatus(FileKind.Link, IsOwn: false);
        }
#endif
        return new FileStatus(ByAttributes(new FileInfo(path)), IsOwn: false);
    }

    /// <summary>.NET shows neither types nor owners of files. On Unix, an empty regular file looks like a pipe, a device and a socket.</summary>
    private static FileKind ByAttributes(FileInfo file) =>
        Directory.Exists(file.FullName) ? FileKind.Folder
        : WindowsDevice.IsNamedBy(file.FullName) ? FileKind.Device
        : !file.Exists ? FileKind.Missing
        : file.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Device
        : IsUnix && file.Length == 0 ? FileKind.NotKnown
        : FileKind.Regular;

#if NET
    private static bool IsUnix => !OperatingSystem.IsWindows();

    private static FileStatus BySystemCall(string path)
    {
        if (SystemCalls.StatX(SystemCalls.CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), SystemCalls.NoFollow, SystemCalls.TypeAndOwner, out var status) != 0)
        {
            const int noEntry = 2, noFolder = 20;
            var error = Marshal.GetLastPInvokeError();
            return error is noEntry or noFolder ? new FileStatus(FileKind.Missing, IsOwn: false) : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }

        return new FileStatus(KindOf(status.Mode), status.Owner == SystemCalls.EffectiveUser());
    }

    private static FileKind KindOf(ushort mode) => (mode >> 12) switch
    {
        0x8 => FileKind.Regular,
        0x4 => FileKind.Folder,
        0xA => FileKind.Link,
        0x1 => FileKind.Pipe,
        0xC => FileKind.Socket,
        _ => FileKind.Device,
    };

    /// <summary>statx(2), because its structure is the same on every architecture.</summary>
    private static class SystemCalls
    {
        public const int CurrentFolder = -100;
        public const int NoFollow = 0x100;
        public const uint TypeAndOwner = 0x1 | 0x8;

        [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int StatX(int folder, byte[] path, int flags, uint mask, out Status status);

        [DllImport("libc", EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveUser();

        [StructLayout(LayoutKind.Explicit, Size = 256)]
        public readonly struct Status
        {
            [FieldOffset(20)]
            public readonly uint Owner;

            [FieldOffset(28)]
            public readonly ushort Mode;
        }
    }
#else
    // Under Mono nothing is refused, because the build for Windows PowerShell is for Windows.
    private static bool IsUnix => false;
#endif
}
