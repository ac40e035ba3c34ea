using System.Text.Json;
using ContactsPS.Testing;
using CsCheck;

namespace ContactsPS.Tests.Commands;

/// <summary>An export holds what the account holds, whatever the values.</summary>
public sealed class ExportRoundTripTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "a", "Zażółć", "007", "-5", "+48", "1e400", " ", "\"", ",", ";", "\t", "\n", "\r\n", "\r\n\r\n", "\r", "'", "=", "@", "\\", "{}", "[1]", "true", "2024-02-01", "😀", "\0", "\u2028", "\ufeff", "e\u0301",
    ];

    private static readonly string[] Names = ["City", "city", "Email", "Id", "ExternalData", "ExternalData.City", "a,b", "a;b", "a\tb", "a\"b", "a.b", " c ", "=1", "x\r\ny", "Ł"];

    private static readonly Gen<string?> Text = Gen.OneOf(Pieces).Array[0, 5].Select(string.Concat).Null(0.3);

    // Invisible characters are refused within an external id.
    private static readonly Gen<string?> IdPart = Gen.OneOf([.. Pieces.Except(["\u2028", "\ufeff"])]).Array[0, 5].Select(string.Concat).Null(0.3);

    private static readonly Gen<object?> Value = Gen.Frequency<object?>(
        (4, Text.Select(text => (object?)text)),
        (1, Gen.Long.Select(number => (object?)number)),
        (1, Gen.Decimal.Select(number => (object?)number)),
        (1, Gen.Double[-1e300, 1e300].Select(number => (object?)number)),
        (1, Gen.Double[-1e-12, 1e-12].Select(number => (object?)number)),
        (1, Gen.Bool.Select(flag => (object?)flag)));

    private static readonly Gen<Dictionary<string, object?>> Data = Gen.Select(Gen.OneOf(Names), Value).Array[0, 6].Select(
        pairs => pairs.GroupBy(pair => pair.Item1, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.First().Item2, StringComparer.Ordinal));

    private static readonly Gen<(string File, string Arguments)> Form = Gen.OneOf(
        ("a.csv", ""), ("a.csv", "-Delimiter ';'"), ("a.csv", "-Delimiter \"`t\""), ("a.csv.gz", "-Delimiter \"'\""), ("a.csv", "-Encoding unicode"), ("a.jsonl", ""), ("a.jsonl.gz", "-Encoding bigendianunicode"));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-");
    private readonly HostedEngine engine = HostedEngine.WithModule();

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_sync_of_an_export_finds_no_changes() => Gen.Select(Gen.Select(IdPart, IdPart, Text, Data).Array[1, 8], Form, Gen.Bool).Sample(
        (contacts, form, clearEmpty) =>
        {
            var body = JsonSerializer.Serialize(contacts.Select((contact, place) => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["externalId"] = $"{contact.Item1}C{place}{contact.Item2}",
                ["email"] = $"c{place}@example.com",
                ["phoneNumber"] = place % 2 == 0 ? "+48600100200" : null,
                ["firstName"] = contact.Item1,
                ["lastName"] = contact.Item2,
                ["companyName"] = contact.Item3,
                ["externalData"] = contact.Item4,
            }));
            var result = engine.Run(
                $$"""
                Start-ContactSandbox | Connect-ContactService
                $null = Invoke-ContactApi /contact -Method POST -Body $body
                Export-Contact $path {{form.Arguments}}
                Sync-Contact $path {{form.Arguments}} -ClearEmpty:${{clearEmpty}} | ForEach-Object { "$($_.Action) $($_.Changes -join "; ")" }
                Stop-ContactSandbox
                """,
                ("body", body),
                ("path", Path.Combine(folder.FullName, form.File))).ThrowIfFailed();
            Assert.Empty(result.Warnings);
            Assert.Equal(Enumerable.Repeat("Unchanged ", contacts.Length), result.Texts);
        },
        iter: 60,
        threads: 1);
}
