using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>A file of contacts, whose name decides its format: CSV, or JSON Lines (<c>.jsonl</c>, <c>.ndjson</c>), either compressed if it ends in <c>.gz</c>.</summary>
/// <param name="path">Its path.</param>
internal sealed class ContactFile(string path)
{
    public string Path => path;

    /// <summary>Its name without the folder, for messages.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    public bool IsCompressed => HasExtension(path, ".gz");

    public bool IsJsonLines => HasExtension(PlainName, ".jsonl") || HasExtension(PlainName, ".ndjson");

    private string PlainName => IsCompressed ? path.Substring(0, path.Length - ".gz".Length) : path;

    /// <summary>Opens it to read its rows.</summary>
    /// <exception cref="InputException">It cannot be read, or has another format.</exception>
    public ContactFileReader Open(ReadOptions options) => new(this, options);

    private static bool HasExtension(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
