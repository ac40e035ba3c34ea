using System.Text;
using System.Text.Json;

namespace ContactsPS.Client.Redaction;

/// <summary>Takes texts that must not be shown out of what the service says, where it echoes them.</summary>
internal sealed class Redactor
{
    // A single letter would be taken out of every word.
    private const int ShortestText = 2;

    private readonly IReadOnlyList<(string Text, string Shown)> hidden;

    private Redactor(IEnumerable<(string Text, string Shown)> hidden) =>
        this.hidden = [.. hidden.Where(pair => pair.Text.Length >= ShortestText).Distinct().OrderByDescending(pair => pair.Text.Length)];

    /// <summary>Redacts keys and tokens.</summary>
    public static Redactor OfSecrets(params string[] secrets) => new(secrets.Select(secret => (secret, "<secret>")));

    /// <summary>Redacts every text that a JSON body holds: what is said of all its rows must not show one row to the others.</summary>
    public static Redactor OfBody(byte[]? json) => new(TextsOf(json ?? []).Select(text => (text, PersonalData.Hash(text))));

    /// <summary>The text without what must not be shown.</summary>
    public string? Redact(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        foreach (var (secret, shown) in hidden)
        {
            text = Replace(text!, secret, shown);
        }

        return text;
    }

    private static List<string> TextsOf(byte[] json)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (json.Length > 0 && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                // As it is, as it was written, and a phone number without its plus.
                var text = reader.GetString()!;
                texts.Add(text);
                texts.Add(Encoding.UTF8.GetString(reader.ValueSpan.ToArray()));
                texts.Add(text.TrimStart('+'));
            }
        }

        return texts;
    }

#if NET
    private static string Replace(string text, string old, string shown) => text.Replace(old, shown, StringComparison.OrdinalIgnoreCase);
#else
    private static string Replace(string text, string old, string shown)
    {
        for (var place = text.IndexOf(old, StringComparison.OrdinalIgnoreCase); place >= 0; place = text.IndexOf(old, place + shown.Length, StringComparison.OrdinalIgnoreCase))
        {
            text = text.Remove(place, old.Length).Insert(place, shown);
        }

        return text;
    }
#endif
}
