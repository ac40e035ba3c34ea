namespace ContactsPS.Files;

/// <summary>The kind of file that a path names.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    Device,

    /// <summary>A named pipe (FIFO).</summary>
    Pipe,

    Socket,

    /// <summary>An empty file, or a device, pipe or socket: the system does not say which.</summary>
    NotKnown,
}
