namespace ContactsPS.Client.Redaction;

/// <summary>Removes secrets and personal data from what the service says, if it echoes them.</summary>
internal sealed class Redactor
{
    // A single letter would be removed from every word.
    private const int ShortestText = 2;

    private readonly IReadOnlyList<(string Text, string Shown)> hidden;

    private Redactor(IEnumerable<(string Text, string Shown)> hidden) =>
        this.hidden = [.. hidden.Where(pair => pair.Text.Length >= ShortestText).Distinct().OrderByDescending(pair => pair.Text.Length)];

    /// <summary>Redacts keys and tokens.</summary>
    public static Redactor OfSecrets(params string[] secrets) => new(secrets.Select(secret => (secret, "<secret>")));

    /// <summary>Redacts personal texts, and phone numbers also without their plus.</summary>
    public static Redactor OfPersons(IEnumerable<string> texts) =>
        new(texts.SelectMany(text => new[] { text, text.TrimStart('+') }).Select(text => (text, PersonalData.Hash(text))));

    /// <summary>The text without secrets and personal data.</summary>
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
