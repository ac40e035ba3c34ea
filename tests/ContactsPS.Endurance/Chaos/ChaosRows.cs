using System.Globalization;

namespace ContactsPS.Endurance.Chaos;

/// <summary>Generates rows that are hard to distinguish.</summary>
internal sealed class ChaosRows(int seed)
{
    private static readonly string[] Cities = ["Łódź", "Kraków", "Gdańsk"];

#pragma warning disable CA5394 // The same seed must give the same run; nothing here is secret.
    private readonly Random dice = new(seed);
    private readonly List<ChaosRow> known = [];
    private readonly List<ChaosRow> nameless = [];

    /// <summary>Rows in random order: identical rows may be in one batch or far apart.</summary>
    public ChaosRow[] Draw(int withExternalId, int withoutExternalId)
    {
        for (var i = 1; i <= withExternalId; i++)
        {
            var email = i % 10 == 0 ? known[dice.Next(known.Count)].Email : Text($"known.{i}@example.com");
            known.Add(new ChaosRow(Text($"K-{i}"), email, i % 3 == 0 ? Phone(i) : null, Name(i), City(i)));
        }

        for (var i = 1; i <= withoutExternalId; i++)
        {
            nameless.Add(nameless.Count < 10 ? Single(i) : Nameless(i));
        }

        ChaosRow[] all = [.. known, .. nameless];
        dice.Shuffle(all);
        return all;
    }

    private ChaosRow Nameless(int i) => (i % 10) switch
    {
        0 or 1 => Earlier(),
        2 => Earlier() with { FirstName = Text($"Other-{i}") },
        3 => Earlier() with { City = null },
        4 => known[dice.Next(known.Count)] with { ExternalId = null },
        5 or 6 => new ChaosRow(ExternalId: null, Email: null, Phone(20_000_000 + i), Name(i), City(i)),
        _ => Single(i),
    };

    private ChaosRow Earlier() => nameless[dice.Next(nameless.Count)];
#pragma warning restore CA5394

    private static ChaosRow Single(int i) => new(ExternalId: null, Text($"nameless.{i}@example.com"), PhoneNumber: null, Name(i), City(i));

    private static string Phone(int i) => Text($"+48{600_000_000 + i}");

    private static string Name(int i) => Text($"Anna-{i % 100}");

    private static string City(int i) => Cities[i % Cities.Length];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
