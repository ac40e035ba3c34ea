using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>A date is the same in every form that is accepted.</summary>
public sealed class DateProperties
{
    [Fact]
    public void A_date_is_read_back_from_every_form_in_which_it_is_written() => Gen.Select(Generators.Second, Gen.Int[-14 * 60, 14 * 60]).Sample(
        (moment, zone) =>
        {
            Assert.True(ContactDate.TryParse(ContactDate.Format(moment), out var read) && read == moment && read.Kind == DateTimeKind.Utc);
            foreach (var form in new[] { "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", "yyyy-MM-dd HH:mm:ss.f" })
            {
                Assert.True(ContactDate.TryParse(moment.ToString(form, CultureInfo.InvariantCulture), out read) && read == moment, form);
            }

            var ticks = moment.Ticks + (zone * TimeSpan.TicksPerMinute);
            if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
            {
                var there = new DateTimeOffset(ticks, TimeSpan.FromMinutes(zone));
                Assert.True(ContactDate.TryParse(there.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), out read) && read == moment);
            }
        },
        iter: 5_000);

    [Fact]
    public void Unix_seconds_are_the_same_date_as_a_number_and_as_text() => Generators.Second.Sample(
        moment =>
        {
            var seconds = new DateTimeOffset(moment).ToUnixTimeSeconds();
            Assert.True(ContactDate.TryFromUnixSeconds(seconds, out var read) && read == moment);
            Assert.Equal(moment, Read(seconds.ToString(CultureInfo.InvariantCulture)));
            if (seconds is >= 100_000_000 and <= 99_999_999_999)
            {
                Assert.Equal(moment, Read($"\"{seconds.ToString(CultureInfo.InvariantCulture)}\""));
            }
        },
        iter: 5_000);

    [Fact]
    public void The_fast_date_parser_agrees_with_the_slow_one() => Gen.Select(Generators.Second, Gen.Int[0, 18], Gen.OneOf("0123456789-: T/.".ToCharArray())).Sample(
        (moment, place, other) =>
        {
            var written = ContactDate.Format(moment).ToCharArray();
            written[place] = other;
            var text = new string(written);
            var slow = ContactDate.TryParse(text, out var expected) ? expected : (DateTime?)null;
            Assert.Equal(slow, Read($"\"{text}\""));
        },
        iter: 10_000);

    [Fact]
    public void No_text_makes_the_date_parser_throw() => Gen.String.Sample(text => ContactDate.TryParse(text, out var read) || read == default, iter: 10_000);

    private static DateTime? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return JsonValues.ReadDate(ref reader);
    }
}
