using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Results;

/// <summary>The last look at what is written: checks say nothing of what a service holds, and this holds them to it.</summary>
/// <param name="secrets">What must not be shown, however it came there.</param>
internal sealed partial class Redactor(IEnumerable<string?> secrets)
{
    private const string Removed = "(removed)";

    private readonly string[] secrets = [.. secrets.OfType<string>().Where(static secret => secret.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(static secret => secret.Length)];

    public Verdict Redact(Verdict verdict) => verdict with { Detail = Redact(verdict.Detail) };

    private string Redact(string text) =>
        Personal().Replace(secrets.Aggregate(text, static (current, secret) => current.Replace(secret, Removed, StringComparison.OrdinalIgnoreCase)), Removed);

    /// <summary>Addresses, and digits that may be a phone number or an id.</summary>
    [GeneratedRegex(@"\S+@\S+|\+?[0-9]{6,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Personal();
}
