using System.Globalization;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Normalizing is stable, and Retry-After is never longer than the client waits.</summary>
public sealed class RuleProperties
{
    private static readonly Gen<string> PhoneText = Gen.OneOf("0123456789+ .-()[]\u00a0\u2010\u2011\u2013x".ToCharArray()).Array[0, 25].Select(characters => new string(characters));

    [Fact]
    public void A_normalized_phone_number_does_not_change_again_and_keeps_its_digits() => Gen.OneOf(PhoneText, Gen.String).Sample(
        text =>
        {
            var plain = ContactRules.NormalizePhoneNumber(text);
            Assert.Equal(plain, ContactRules.NormalizePhoneNumber(plain));
            Assert.True(Digits(text) == Digits(plain) || Digits(text) == Digits(plain) + "0");
            if (ContactRules.ValidatePhoneNumber(text) is null)
            {
                Assert.Matches(@"^\+?[0-9]{1,15}\z", plain);
                Assert.True(plain.Length <= ContactRules.MaximumPhoneNumberLength);
            }
        },
        iter: 10_000);

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [Fact]
    public void Retry_After_is_read_as_seconds_or_as_a_date_by_the_clock_of_the_response() => Gen.Select(Gen.Long[0, 1_000_000], Generators.Second, Gen.Int[0, 3]).Sample(
        (seconds, now, form) =>
        {
            var then = now <= DateTime.MaxValue.AddSeconds(-seconds) ? now.AddSeconds(seconds) : DateTime.MaxValue;
            var text = form switch
            {
                0 => seconds.ToString(CultureInfo.InvariantCulture),
                1 => $"{seconds}.0",
                2 => $" {seconds} ",
                _ => then.ToString("r", CultureInfo.InvariantCulture),
            };
            var expected = form == 3 ? then.Ticks / TimeSpan.TicksPerSecond - (now.Ticks / TimeSpan.TicksPerSecond) : seconds;
            Assert.Equal(TimeSpan.FromSeconds(Math.Min(expected, 86_400)), Read(text, now)!.Value.Wait);
        },
        iter: 5_000);

    [Fact]
    public void Any_Retry_After_is_a_wait_of_at_most_a_day_or_is_ignored() => Gen.OneOf(
        Gen.String,
        Gen.Double.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.OneOf("NaN", "Infinity", "1e400", "-1", "", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "0x10", "1,5", "٣")).Sample(
            text => Read(text, DateTime.UtcNow) is not { } wait || wait.Wait is { Ticks: >= 0, TotalDays: <= 1 },
            iter: 10_000);

    private static RetryAfter? Read(string text, DateTime now)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", text);
        response.Headers.TryAddWithoutValidation("Date", now.ToString("r", CultureInfo.InvariantCulture));
        return RetryAfter.Of(response.Headers, TimeProvider.System);
    }
}
