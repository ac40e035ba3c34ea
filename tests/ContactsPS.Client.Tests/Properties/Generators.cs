using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Generators of random values.</summary>
internal static class Generators
{
    private static readonly string[] Pieces =
    [
        "a", "Zażółć", "0", " ", "\"", "\\", "/", "<b>", "&", "'", "\t", "\r\n", "\0", "\u001f", "\u007f", "\u2028", "\ufeff", "\uffff", "😀", "👩‍👩‍👧", "e\u0301", "ﷺ", "null", "{}", "]",
    ];

    /// <summary>Any well-formed text, with characters that are special in JSON, HTML or a terminal.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(Pieces).Array[0, 10].Select(string.Concat);

    public static readonly Gen<string> Name = Text.Select(text => $"n{text}");

    public static readonly Gen<string?> MaybeText = Gen.Select(Gen.Int[0, 3], Text, (dice, text) => dice == 0 ? null : text);

    /// <summary>A date in UTC, to the second.</summary>
    public static readonly Gen<DateTime> Second = Gen.Long[ContactDateBounds.First, ContactDateBounds.Last].Select(seconds => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);

    public static readonly Gen<DateTime?> MaybeSecond = Gen.Select(Gen.Int[0, 2], Second, (dice, date) => dice == 0 ? (DateTime?)null : date);

    /// <summary>A value of an additional field; numbers of every size have their own properties.</summary>
    public static readonly Gen<object> Scalar = Gen.Frequency<object>(
        (3, Text.Select(text => (object)text)),
        (2, Gen.Long.Select(number => (object)number)),
        (2, Gen.Decimal.Select(number => (object)number)),
        (2, Gen.Double[-1e9, 1e9].Where(number => number == 0 || Math.Abs(number) > 1e-6).Select(number => (object)number)),
        (1, Gen.Bool.Select(flag => (object)flag)));

    public static readonly Gen<Dictionary<string, object?>> Bag = BagOf(Scalar);

    public static readonly Gen<NewContact> NewContact =
        from email in Gen.Int[1, 1_000_000]
        from hasPhone in Gen.Bool
        from phone in Gen.Long[100_000, 99_999_999_999]
        from externalId in MaybeText
        from first in MaybeText
        from last in MaybeText
        from company in MaybeText
        from created in MaybeSecond
        from data in Bag
        select new NewContact
        {
            Email = $"c{email}@example.com",
            PhoneNumber = hasPhone ? $"+{phone}" : null,
            ExternalId = externalId is { Length: > 0 } ? externalId : null,
            FirstName = first,
            LastName = last,
            CompanyName = company,
            CreatedAt = created,
            ExternalData = data,
        };

    public static Gen<Dictionary<string, object?>> BagOf(Gen<object> values) =>
        Gen.Select(Name, values).Array[0, 6].Select(pairs => pairs.DistinctBy(pair => pair.Item1, StringComparer.Ordinal).ToDictionary(pair => pair.Item1, pair => (object?)pair.Item2, StringComparer.Ordinal));

    private static class ContactDateBounds
    {
        public static readonly long First = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        public static readonly long Last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero).ToUnixTimeSeconds();
    }
}
