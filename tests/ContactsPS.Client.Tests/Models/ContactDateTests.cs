using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

public sealed class ContactDateTests
{
    [Theory]
    [InlineData("2019-02-01 20:12:12", "2019-02-01T20:12:12.0000000Z")]
    [InlineData("2019-02-01", "2019-02-01T00:00:00.0000000Z")]
    [InlineData("2019-02-01 20:12", "2019-02-01T20:12:00.0000000Z")]
    [InlineData("  2019-02-01 20:12:12\t", "2019-02-01T20:12:12.0000000Z")]
    [InlineData("2019-02-01T20:12:12", "2019-02-01T20:12:12.0000000Z")]
    [InlineData("2019-02-01T20:12:12Z", "2019-02-01T20:12:12.0000000Z")]
    [InlineData("2019-02-01T20:12:12+02:00", "2019-02-01T18:12:12.0000000Z")]
    [InlineData("2019-02-01T20:12-05:00", "2019-02-02T01:12:00.0000000Z")]
    [InlineData("2019-02-01T20:12:12.5Z", "2019-02-01T20:12:12.5000000Z")]
    [InlineData("2019-02-01 20:12:12.1234567", "2019-02-01T20:12:12.1234567Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("1549051932", "2019-02-01T20:12:12.0000000Z")]
    [InlineData("999999999", "2001-09-09T01:46:39.0000000Z")]
    [InlineData("99999999999", "5138-11-16T09:46:39.0000000Z")]
    public void A_date_is_read_as_UTC(string text, string expected)
    {
        Assert.True(ContactDate.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("yesterday")]
    [InlineData("20190201")]
    [InlineData("123456789012")]
    [InlineData("-1549051932")]
    [InlineData("01/02/2019")]
    [InlineData("01.02.2019")]
    [InlineData("2019-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2019-02-01 24:00:00")]
    [InlineData("2019-2-1")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void An_invalid_date_is_refused(string? text)
    {
        Assert.False(ContactDate.TryParse(text, out var value));
        Assert.Equal(default, value);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(-62135596800, true)]
    [InlineData(-62135596801, false)]
    [InlineData(-63350575200, false)]
    [InlineData(253402300799, true)]
    [InlineData(253402300800, false)]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, false)]
    public void Unix_seconds_are_read_from_year_1_to_year_9999(long seconds, bool expected)
    {
        Assert.Equal(expected, ContactDate.TryFromUnixSeconds(seconds, out var value));
        Assert.Equal(expected ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : default, value);
    }

    [Fact]
    public void A_time_without_a_kind_is_UTC_and_a_local_time_is_converted()
    {
        var utc = new DateTime(2025, 7, 1, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal((utc, DateTimeKind.Utc), (ContactDate.ToUtc(utc), ContactDate.ToUtc(utc).Kind));
        Assert.Equal((utc, DateTimeKind.Utc), (ContactDate.ToUtc(utc.ToLocalTime()), ContactDate.ToUtc(utc.ToLocalTime()).Kind));
        var none = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
        Assert.Equal((utc, DateTimeKind.Utc), (ContactDate.ToUtc(none), ContactDate.ToUtc(none).Kind));
    }

    [Fact]
    public void A_written_date_is_read_back_to_the_second()
    {
        var moment = new DateTime(2025, 7, 1, 12, 34, 56, 789, DateTimeKind.Utc);
        Assert.Equal("2025-07-01 12:34:56", ContactDate.Format(moment));
        Assert.Equal("2025-07-01 12:34:56", ContactDate.Format(moment.ToLocalTime()));
        Assert.True(ContactDate.TryParse(ContactDate.Format(moment), out var read));
        Assert.Equal(moment.AddMilliseconds(-789), read);
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void The_calendar_of_the_culture_has_no_effect(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
            Assert.Equal("2025-07-01 12:34:56", ContactDate.Format(new DateTime(2025, 7, 1, 12, 34, 56)));
            Assert.True(ContactDate.TryParse("2025-07-01 12:34:56", out var read));
            Assert.Equal(2025, read.Year);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
