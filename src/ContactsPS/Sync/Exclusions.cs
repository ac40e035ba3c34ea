using System.Text;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// Contacts that are not changed: a file with one key per line, such as <c>email:anna@example.com</c>, <c>id:17</c>, or <c>sha256:</c> with the SHA-256 of a key. Rows and contacts with any such
/// key are never created, changed or removed.
/// </summary>
internal sealed class Exclusions
{
    private const string HashKind = "sha256";
    private const int HashLength = 64;

    private readonly Dictionary<MatchKey, HashSet<Guid>> keys = MatchKey.All.ToDictionary(static key => key, static _ => new HashSet<Guid>());
    private readonly HashSet<Guid> hashes = [];

    private Exclusions()
    {
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="first">The kind of a key without a kind.</param>
    /// <exception cref="InputException">The file cannot be read, is empty, or has a line that is not a key.</exception>
    public static Exclusions Read(string path, MatchKey first)
    {
        var file = Path.GetFileName(path);
        var exclusions = new Exclusions();
        var isEmpty = true;
        try
        {
            using var text = new StrictText(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
            var lines = new LineReader(text);
            while (lines.Read() is { } line)
            {
                if (InvisibleText.Trim(line) is { Length: > 0 } key)
                {
                    exclusions.Add(key, first, Messages.Get("FileRow", file, lines.Number));
                    isEmpty = false;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            throw InputException.FileFailed(file, exception.Message);
        }

        return isEmpty ? throw InputException.FileFailed(file, Messages.Get("NoExclusions")) : exclusions;
    }

    /// <summary>Whether a row has a key that is excluded. A key that cannot be read is not one: the row's own error says so.</summary>
    public bool Has(ContactInput row) => MatchKey.All.Any(key => Has(key, TryRead(key, row)));

    /// <summary>Whether a contact has a key that is excluded.</summary>
    public bool Has(Contact contact) => MatchKey.All.Any(key => Has(key, key.Of(contact)));

    private static string? TryRead(MatchKey key, ContactInput row)
    {
        try
        {
            return key.Read(row);
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static bool IsHash(string text) => text.Length == HashLength && text.All(Uri.IsHexDigit);

    private bool Has(MatchKey key, string? text) =>
        text is not null && (keys[key].Contains(key.Hash(text)) || (hashes.Count > 0 && key.PublishedFormsOf(text).Any(form => hashes.Contains(ContentHash.ShortOf(form)))));

    private void Add(string line, MatchKey first, string place)
    {
        var (kind, text) = line.IndexOf(':') is var colon and > 0 ? (line.Substring(0, colon).ToLowerInvariant(), InvisibleText.Trim(line.Substring(colon + 1))) : (string.Empty, line);
        if (kind == HashKind)
        {
            hashes.Add(IsHash(text) ? HashOf(text) : throw InputException.InvalidField(place, HashKind, text, Messages.Get("NeedsSha256")));
            return;
        }

        var named = MatchKey.All.FirstOrDefault(key => string.Equals(key.Kind.ToString(), kind, StringComparison.OrdinalIgnoreCase));
        var key = named ?? first;
        text = named is null ? line : text;
        keys[key].Add(text.Length > 0 ? key.Hash(key.Read(text, place)) : throw InputException.InvalidField(place, key.ToString(), text, Messages.Get("NeedsOneValue")));
    }

    /// <summary>What <see cref="ContentHash.ShortOf"/> gives for the text that has a hash.</summary>
    private static Guid HashOf(string hexadecimal)
    {
        var bytes = new byte[HashLength / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((16 * Uri.FromHex(hexadecimal[2 * i])) + Uri.FromHex(hexadecimal[(2 * i) + 1]));
        }

        return new Guid(bytes);
    }
}
