using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Results;

/// <summary>Redacts the output once more: checks should contain no content of the service, and this makes sure of it.</summary>
/// <param name="secrets">Texts that must not be shown.</param>
internal sealed partial class Redactor(IEnumerable<string?> secrets)
{
    private const string Removed = "(removed)";

    private readonly string[] secrets = [.. secrets.OfType<string>().Where(static secret => secret.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(static secret => secret.Length)];

    public Verdict Redact(Verdict verdict) => verdict with { Detail = Redact(verdict.Detail) };

    private string Redact(string text) =>
        Personal().Replace(secrets.Aggregate(text, static (current, secret) => current.Replace(secret, Removed, StringComparison.OrdinalIgnoreCase)), Removed);

    /// <summary>Email addresses, and digits that may be a phone number or an id.</summary>
    [GeneratedRegex(@"\S+@\S+|\+?[0-9]{6,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Personal();
}
