using System.Text;

namespace ContactsPS.Files;

/// <summary>How a file is read.</summary>
/// <param name="Encoding">Its encoding if no byte-order mark names it.</param>
internal sealed record ReadOptions(Encoding Encoding)
{
    /// <summary>The delimiter of a CSV; null if it was not typed: then a first line such as <c>sep=;</c> names it, or it is a comma.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether nobody may write the file meanwhile, as far as the system enforces it: Windows for every program, other systems for .NET programs.</summary>
    public bool IsExclusive { get; init; }
}
