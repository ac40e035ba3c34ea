using System.Globalization;
using System.Text;

namespace ContactsPS.Benchmarks.Server;

/// <summary>
/// Any number of contacts as JSON: a thousand are rendered once, and each further thousand is a copy of their bytes with its own numbers inserted, so that all differ in id,
/// externalId, email and phoneNumber.
/// </summary>
internal sealed class ContactPages
{
    public const long FirstId = 10_000_001;

    private const int Rendered = 1000;
    private const string Mark = "########";

    private static readonly string[] FirstNames = ["Anna", "Stanisław", "Małgorzata", "Jan", "Żaneta", "Łukasz", "Ewa", "Piotr", "Agnieszka", "Grzegorz"];
    private static readonly string[] LastNames = ["Nowak", "Śliwiński", "Wójcik", "Kowalczyk", "Zając", "Dąbrowska", "Mazur"];
    private static readonly string[] Addresses = ["anna", "s.sliwinski", "malgosia", "jan.k", "zaneta", "lukasz1984", "ewa", "piotr", "aga", "grzegorz"];
    private static readonly string[] Cities = ["Łódź", "Rzeszów", "Warszawa", "Gdańsk", "Kraków", "Wrocław", "Białystok", "Toruń"];

    private readonly byte[] block;
    private readonly int[] starts = new int[Rendered + 1];
    private readonly int[] marks;
    private readonly int marksOfOne;

    public ContactPages()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Rendered; i++)
        {
            starts[i] = Encoding.UTF8.GetByteCount(text.ToString());
            text.Append(One(i)).Append(',');
        }

        block = Encoding.UTF8.GetBytes(text.ToString());
        starts[Rendered] = block.Length;
        marks = MarksIn(block);
        marksOfOne = marks.Length / Rendered;
    }

    /// <summary>The size of a page in bytes, without its brackets.</summary>
    public int SizeOf(long offset, int count)
    {
        var (whole, rest) = Math.DivRem(count, Rendered);
        var first = (int)(offset % Rendered);
        var last = first + rest;
        var partial = last <= Rendered ? starts[last] - starts[first] : block.Length - starts[first] + starts[last - Rendered];
        return (whole * block.Length) + partial - 1;
    }

    /// <summary>Writes the contacts of a page, separated by commas. The target must hold at least <see cref="SizeOf"/> bytes plus one.</summary>
    public void Write(long offset, int count, Span<byte> target)
    {
        while (count > 0)
        {
            var first = (int)(offset % Rendered);
            var run = Math.Min(count, Rendered - first);
            var bytes = block.AsSpan(starts[first]..starts[first + run]);
            bytes.CopyTo(target);
            Number(target, first, run, FirstId + offset);
            target = target[bytes.Length..];
            offset += run;
            count -= run;
        }
    }

    private void Number(Span<byte> target, int first, int run, long id)
    {
        Span<byte> digits = stackalloc byte[Mark.Length];
        for (var i = first; i < first + run; i++, id++)
        {
            id.TryFormat(digits, out _, "D8", CultureInfo.InvariantCulture);
            foreach (var mark in marks.AsSpan(i * marksOfOne, marksOfOne))
            {
                digits.CopyTo(target[(mark - starts[first])..]);
            }
        }
    }

    private static int[] MarksIn(ReadOnlySpan<byte> bytes)
    {
        var found = new List<int>();
        for (var from = 0; bytes[from..].IndexOf("########"u8) is var next and >= 0; from = found[^1] + Mark.Length)
        {
            found.Add(from + next);
        }

        return [.. found];
    }

    /// <summary>With the fields of the sandbox's responses, in their order.</summary>
    private static string One(int i)
    {
        var company = i % 3 == 0 ? "null" : $"\"{LastNames[i % LastNames.Length]} i Synowie sp. z o.o.\"";
        var left = i % 17 == 0 ? "true" : "false";
        var createdAt = new DateTime(2021, 3, 1, 5, 34, 0, DateTimeKind.Utc).AddMinutes(i * 1237).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $$"""
            {"id":"{{Mark}}","externalId":"C-{{Mark}}","email":"{{Addresses[i % Addresses.Length]}}.{{Mark}}@example.com","phoneNumber":"+486{{Mark}}",
            "firstName":"{{FirstNames[i % FirstNames.Length]}}","lastName":"{{LastNames[i % LastNames.Length]}}","companyName":{{company}},
            "createdAt":"{{createdAt}}","inArchive":false,"externalData":{"City":"{{Cities[i % Cities.Length]}}","LoyaltyPoints":{{i * 37 % 5000}}},
            "isUnsubscribeEmail":{{left}},"isUnsubscribeSms":false,"isUnsubscribePush":false}
            """.ReplaceLineEndings(string.Empty);
    }
}
