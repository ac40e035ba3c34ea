using System.Globalization;
using System.Security.Cryptography;

namespace ContactsPS.Acceptance.Own;

/// <summary>The names of everything that a run creates. All begin with the prefix of the run, so that nothing of others is mistaken for them.</summary>
internal sealed class RunNames(string prefix)
{
    private const string Start = "acc-";
    private const int Length = 8;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    // Ofcom reserves +44 7700 900000 to 900999 for films: nobody has these numbers.
    private const string PhoneStart = "+447700900";

    private int last;
    private int lastPhone = RandomNumberGenerator.GetInt32(1000);

    public string Prefix { get; } = prefix;

    /// <summary>External ids without a number: special characters, another letter case, long ones, of contacts that a service should refuse, a renamed one.</summary>
    public string Odd => $"{Prefix}-odd+a&b c%ü";

    public string LowerCase => $"{Prefix}-case";

    public string UpperCase => $"{Prefix}-CASE";

    public string Batch => $"{Prefix}-batch";

    public string Renamed => $"{Prefix}-renamed";

    public string Nobody => $"{Prefix}-nobody";

    public string Long => $"{Prefix}-long-".PadRight(150, 'a');

    public string TooLong => $"{Long}a";

    /// <summary>Every external id that a run may have sent.</summary>
    public IEnumerable<string> All => Enumerable.Range(1, OwnContacts.Limit + 50).Select(Numbered).Concat([Odd, LowerCase, UpperCase, Batch, Renamed, Nobody, Long, TooLong]);

    public static RunNames New() => new(Start + new string(RandomNumberGenerator.GetItems<char>(Letters, Length)));

    /// <summary>Whether a text may be the prefix of a run.</summary>
    public static bool IsPrefix(string text) => text.Length == Start.Length + Length && text.StartsWith(Start, StringComparison.Ordinal) && text[Start.Length..].All(Letters.Contains);

    public string Next() => Numbered(++last);

    /// <summary>The email address of a contact, with as much of its external id as an address may hold; nobody has it, since example.com is reserved for examples.</summary>
    public static string Email(string externalId) => string.Concat(externalId.Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+')) + "@example.com";

    public string Phone() => PhoneStart + ((lastPhone++) % 1000).ToString("000", CultureInfo.InvariantCulture);

    public string Group(string what) => $"{Prefix} {what}";

    private string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{number}");
}
