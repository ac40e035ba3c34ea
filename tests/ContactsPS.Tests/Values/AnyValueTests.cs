using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using CsCheck;

namespace ContactsPS.Tests.Values;

/// <summary>
/// A value of a file, of JSON, of a database or of a workbook, in any field, on every route: the result is the same field or the same error, and the service then holds the intended value.
/// </summary>
public sealed class AnyValueTests : IDisposable
{
    private static readonly string[] Fields = ["Email", "PhoneNumber", "ExternalId", "FirstName", "CompanyName", "CreatedAt", "City"];

    // An apostrophe before a formula is removed in rows and kept in typed values: GuardedTextTests tests that.
    private static readonly string[] Pieces =
    [
        "a", "Ż", "0", "7", "601234567", "+48", "-", ".", ".0", " ", "\u00a0", "\u200b", "\ufeff", "\t", "@", "@example.com", "(0)", "/", "1E3", "2024-05-01", "T08:00:00Z", "1735689598", "true", "\ufffd", "😀", "\r\n", ";",
    ];

    private static readonly object?[] Others =
    [
        null, DBNull.Value, TimeSpan.FromHours(8), new TimeOnly(8, 0), 'x', '7', DayOfWeek.Monday, new Uri("https://example.com"), new Version(1, 2), new byte[] { 1, 2 }, new object[] { "a", "b" }, new Hashtable { ["a"] = 1 },
    ];

    private static readonly Gen<object?> Value = Gen.OneOf<object?>(
        Gen.OneOf(Pieces).Array[0, 4].Select(pieces => (object?)string.Concat(pieces)),
        Gen.OneOf("ewa@example.com", "+48 601 234 567", "C-1", "Ewa", "2024-05-01 08:00", "1735689598", "").Select(text => (object?)text),
        Gen.Int.Select(number => (object?)number),
        Gen.Long[-99_999_999_999, 99_999_999_999].Select(number => (object?)number),
        Gen.OneOf<object?>(Gen.Byte.Select(number => (object?)number), Gen.Short.Select(number => (object?)number), Gen.ULong.Select(number => (object?)number), Gen.Long.Select(number => (object?)new BigInteger(number))),
        Gen.Decimal.Select(number => (object?)number),
        Gen.Long[0, 99_999_999_999].Select(number => (object?)(number / 100m)),
        Gen.Double.Select(number => (object?)number),
        Gen.Long[0, 9_999_999_999_999_999].Select(number => (object?)(double)number),
        Gen.Float.Select(number => (object?)number),
        Gen.Int[0, 99_999_999].Select(number => (object?)(float)number),
        Gen.Bool.Select(flag => (object?)flag),
        Gen.Select(Gen.DateTime, Gen.OneOf(DateTimeKind.Utc, DateTimeKind.Local, DateTimeKind.Unspecified), (date, kind) => (object?)DateTime.SpecifyKind(date, kind)),
        Gen.DateTimeOffset.Select(moment => (object?)moment),
        Gen.DateOnly.Select(day => (object?)day),
        Gen.Int[0, Others.Length - 1].Select(place => Others[place]),
        Gen.Guid.Select(id => (object?)id));

    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_value_gives_the_same_field_or_the_same_error_on_every_route() => Gen.Select(Value, Gen.OneOf(Fields)).Sample(
        (value, field) =>
        {
            var outcomes = RoutesOf(field).Select(route => (Route: route, Outcome: Send(route, field, value))).ToList();
            var typed = outcomes[^1];
            var first = outcomes[0].Outcome;
            foreach (var (route, outcome) in outcomes[..^1])
            {
                Assert.True(first == outcome, $"{value?.GetType()} '{value}' in {field}: {outcomes[0].Route} gives {first}, {route} gives {outcome}");
            }

            // If typed, only null and an empty text are no value.
            Assert.True(first == typed.Outcome || first == "held ", $"{value?.GetType()} '{value}' in {field}: {outcomes[0].Route} gives {first}, {typed.Route} gives {typed.Outcome}");
            if (first.StartsWith("held ", StringComparison.Ordinal) && MeantBy(value, field) is { } meant)
            {
                Assert.True(first == $"held {meant}", $"{value?.GetType()} '{value}' in {field} gives {first} instead of {meant}");
            }
        },
        iter: 150,
        threads: 1);

    /// <summary>The value that the service should hold, computed without the code of the module; null if it is not obvious.</summary>
    private static string? MeantBy(object? value, string field) => value switch
    {
        null or DBNull => string.Empty,
        string text when field is "FirstName" or "CompanyName" or "City" => string.IsNullOrWhiteSpace(text.Replace("\u200b", "", StringComparison.Ordinal).Replace("\ufeff", "", StringComparison.Ordinal)) ? string.Empty : text,
        string text when field == "PhoneNumber" && Regex.IsMatch(text, @"^\+?\d+\z") => text,
        int or long or byte or short or ulong or BigInteger when field != "CreatedAt" => Convert.ToString(value, CultureInfo.InvariantCulture),
        DateTimeOffset moment when field == "CreatedAt" => moment.UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
        DateTime date when field == "CreatedAt" => (date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : date).ToString("s", CultureInfo.InvariantCulture),
        DateOnly day when field == "CreatedAt" => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00",
        DateOnly day when field == "City" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id when field != "PhoneNumber" => id.ToString(),
        _ => null,
    };

    private static IReadOnlyList<string> RoutesOf(string field)
    {
        var isData = field == "City";
        var (names, block) = isData ? (" -ExternalDataProperty City", "-ExternalData { @{ City = $_.V } }") : (string.Empty, $"-{field} {{ $_.V }}");
        var rest = field switch
        {
            "Email" => "PhoneNumber = '600100200'",
            _ => "Email = 'a@example.com'",
        };
        var key = field == "Email" ? "PhoneNumber" : "Email";
        var changed = field == "ExternalId" ? "NewExternalId" : field;
        var created = field == "Email" ? "-PhoneNumber 600100200" : "-Email a@example.com";
        return
        [
            $"[pscustomobject]@{{ {rest}; {field} = $value }} | New-Contact{names}",
            $"@{{ {rest}; {field} = $value }} | New-Contact{names}",
            $"[pscustomobject]@{{ {rest}; V = $value }} | New-Contact {block} {created}",
            $"$c = New-Contact {created}; [pscustomobject]@{{ Id = $c.Id; {changed} = $value }} | Set-Contact{names}",
            $"$c = New-Contact {created}; [pscustomobject]@{{ Id = $c.Id; V = $value }} | Set-Contact {block.Replace("-ExternalId", "-NewExternalId", StringComparison.Ordinal)}",
            $"[pscustomobject]@{{ {rest}; {field} = $value }} | Sync-Contact -MatchOn {key}{names}",
            $"$c = New-Contact {created}; @{{ {rest}; {field} = $value }} | Sync-Contact -MatchOn {key}{names}",
            isData ? $"New-Contact {created} -ExternalData @{{ City = $value }}" : $"New-Contact {created} -{field} $value",
        ];
    }

    /// <summary>The resulting value of the field, or the id of the error and the rule.</summary>
    private string Send(string route, string field, object? value)
    {
        engine.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
        var result = engine.Run(route, ("value", value));
        var error = result.Terminating ?? result.Errors.FirstOrDefault(error => !error.FullyQualifiedErrorId.StartsWith("NothingToChange", StringComparison.Ordinal));
        if (error is not null)
        {
            // The name of the field depends on the route, and the value follows it.
            var rule = Regex.Match(error.ToString(), @"(must|may|contains|Invalid).*?(?=; it was|\[status)", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Value;
            return $"{error.FullyQualifiedErrorId.Split(',')[0]} {Regex.Replace(rule, @"\$_[.\w]+", "the cell")}";
        }

        var held = engine.Run(field == "City" ? "(Get-Contact).ExternalData.City" : $"(Get-Contact).{field}").ThrowIfFailed().Output;

        // Without a date, the service uses the current time.
        return $"held {(held is [{ BaseObject: DateTime date }] ? (DateTime.UtcNow - date).Duration() < TimeSpan.FromDays(1) ? string.Empty : date.ToString("s", CultureInfo.InvariantCulture) : held is [{ } one] ? LanguagePrimitives.ConvertTo<string>(one) : string.Empty)}";
    }
}
