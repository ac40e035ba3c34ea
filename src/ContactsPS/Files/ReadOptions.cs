using System.Text;

namespace ContactsPS.Files;

/// <summary>How a file is read.</summary>
/// <param name="Encoding">The encoding, unless a byte-order mark names another.</param>
internal sealed record ReadOptions(Encoding Encoding)
{
    /// <summary>The delimiter of a CSV; null if it was not typed: then a first line such as <c>sep=;</c> names it, or it is a comma.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the file is not shared with writers. Windows enforces that for every program, other systems only among .NET programs that share nothing.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>What other programs may do with the file meanwhile.</summary>
    public FileShare Share => IsExclusive ? FileShare.Read : FileShare.ReadWrite | FileShare.Delete;
}
