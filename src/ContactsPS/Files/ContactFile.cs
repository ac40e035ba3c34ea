using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>What a file of contacts is by its name: CSV, or JSON Lines (<c>.jsonl</c>, <c>.ndjson</c>), either of them compressed if it ends in <c>.gz</c>.</summary>
/// <param name="path">Where it is.</param>
internal sealed class ContactFile(string path)
{
    public string Path => path;

    /// <summary>Its name without its folder, as messages name it.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    public bool IsCompressed => HasExtension(path, ".gz");

    public bool IsJsonLines => HasExtension(PlainName, ".jsonl") || HasExtension(PlainName, ".ndjson");

    private string PlainName => IsCompressed ? path.Substring(0, path.Length - ".gz".Length) : path;

    /// <summary>Opens it to read its rows.</summary>
    /// <exception cref="InputException">It cannot be read, or not as what its name says.</exception>
    public ContactFileReader Open(ReadOptions options) => new(this, options);

    private static bool HasExtension(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
