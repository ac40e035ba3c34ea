using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Models;
using Xunit;

namespace ContactsPS.Client.Tests.Models;

/// <summary>A value of additional data, in every form that it takes.</summary>
public sealed class DataValueTests
{
    private static readonly DateTime Date = new(2024, 2, 1, 10, 30, 0, DateTimeKind.Utc);

    /// <summary>A value, its JSON and its text.</summary>
    public static TheoryData<object?, string, string> Forms => new()
    {
        { null, "null", string.Empty },
        { "Łódź", "\"Łódź\"", "Łódź" },
        { true, "true", "true" },
        { (byte)7, "7", "7" },
        { -7, "-7", "-7" },
        { long.MinValue, "-9223372036854775808", "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615", "18446744073709551615" },
        { 1.50m, "1.50", "1.50" },
        { 0.1, "0.1", "0.1" },
        { 0.1f, "0.1", "0.1" },
        { double.NaN, "\"NaN\"", "NaN" },
        { Date, "\"2024-02-01 10:30:00\"", "2024-02-01 10:30:00" },
        { new DateTimeOffset(2024, 2, 1, 11, 30, 0, TimeSpan.FromHours(1)), "\"2024-02-01 10:30:00\"", "2024-02-01 10:30:00" },
        { DayOfWeek.Friday, "\"Friday\"", "Friday" },
        { new[] { 1, 2 }, "[1,2]", "[1,2]" },
        { new List<object?> { "a", null, true }, "[\"a\",null,true]", "[\"a\",null,true]" },
        { new Hashtable { [7] = "ż" }, "{\"7\":\"ż\"}", "{\"7\":\"ż\"}" },
        { new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = new[] { 0.5 } }, "{\"a\":1,\"b\":[0.5]}", "{\"a\":1,\"b\":[0.5]}" },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public void A_value_has_one_JSON_form_and_one_text(object? value, string json, string text)
    {
        Assert.Equal(json, Json(value));
        Assert.Equal(text, DataValue.Of(value).ToText());
    }

    [Fact]
    public void A_date_is_written_in_the_requested_form_and_read_as_UTC()
    {
        object?[] values = [Date, new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.FromHours(2)), new[] { DateTime.SpecifyKind(Date, DateTimeKind.Unspecified) }];
        Assert.Equal("[\"2024-02-01T10Z\",\"2024-01-31T22Z\",[\"2024-02-01T10Z\"]]", Json(values, date => date.ToString("yyyy-MM-dd'T'HHK", CultureInfo.InvariantCulture)));
    }

    /// <summary>Two values are equal if sending one is read as the other.</summary>
    [Theory]
    [InlineData(12L, "12", true)]
    [InlineData(12, "12.0", false)]
    [InlineData(12, "012", false)]
    [InlineData(12, "+12", false)]
    [InlineData(1000, "1E3", false)]
    [InlineData(12, 12.0, true)]
    [InlineData("1234", "01234", false)]
    [InlineData(true, "True", true)]
    [InlineData("true", "True", false)]
    [InlineData(true, 1, false)]
    [InlineData(null, " ", true)]
    [InlineData(null, 0, false)]
    [InlineData(0.1f, 0.1, true)]
    [InlineData(1e300, "1E+300", true)]
    [InlineData("a", "A", false)]
    [InlineData("2024-02-01", "2024-02-01 00:00:00", true)]
    [InlineData("2024-02-01T00:00:00Z", "2024-02-01", true)]
    [InlineData("1706745600", "2024-02-01", false)]
    public void Values_are_equal_if_they_differ_only_in_form(object? one, object? other, bool isSame)
    {
        Assert.Equal(isSame, DataValue.Of(one).IsSame(DataValue.Of(other)));
        Assert.Equal(isSame, DataValue.Of(other).IsSame(DataValue.Of(one)));
    }

    [Fact]
    public void Insignificant_zeros_do_not_make_a_difference_and_are_kept()
    {
        Assert.Equal("1.5", DataValue.Of(1.50m).ComparisonForm());
        Assert.Equal("1.50", DataValue.Of(1.50m).ToText());
        Assert.True(DataValue.Of(1.50m).IsSame(DataValue.Of("1.5")));
    }

    [Fact]
    public void A_date_equals_its_text_and_a_list_equals_its_JSON()
    {
        Assert.True(DataValue.Of(Date).IsSame(DataValue.Of("2024-02-01 10:30")));
        Assert.False(DataValue.Of(Date).IsSame(DataValue.Of("2024-02-01")));
        Assert.True(DataValue.Of(new[] { 1, 2 }).IsSame(DataValue.Of("[1,2]")));
        Assert.False(DataValue.Of(new[] { 1, 2 }).IsSame(DataValue.Of(new[] { 1, 3 })));
        Assert.False(DataValue.Of(new[] { 1, 2 }).IsSame(DataValue.Of(new[] { 1 })));
    }

    [Fact]
    public void Lists_and_tables_are_equal_if_their_values_are_and_the_order_of_a_table_does_not_matter()
    {
        var held = DataValue.Of(new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = new object?[] { 1L }, ["b"] = "x" });
        Assert.True(held.IsSame(DataValue.Of(new Hashtable { ["b"] = "x", ["a"] = new[] { "1" } })));
        Assert.False(held.IsSame(DataValue.Of(new Hashtable { ["b"] = "x", ["A"] = new[] { "1" } })));
        Assert.False(held.IsSame(DataValue.Of(new Hashtable { ["b"] = "y", ["a"] = new[] { "1" } })));
    }

    [Fact]
    public void A_value_stored_as_bytes_is_restored_unchanged()
    {
        object?[] values =
        [
            null, "ż", string.Empty, true, long.MinValue, ulong.MaxValue, 1.50m, 0.1, double.NaN, Date, DateTime.SpecifyKind(Date, DateTimeKind.Unspecified),
            new DateTimeOffset(Date), Array.Empty<object?>(), new object?[] { null, "a" },
        ];
        var read = Assert.IsType<object?[]>(RoundTrip(values));
        Assert.Equal(values, read);
        Assert.Equal(((DateTime)values[10]!).Kind, ((DateTime)read[10]!).Kind);
        Assert.Equal("1.50", ((decimal)read[6]!).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_value_stored_as_bytes_is_restored_with_the_widest_type_of_its_kind()
    {
        Assert.Equal(7L, RoundTrip((short)7));
        Assert.Equal(0.1, RoundTrip(0.1f));
        Assert.Equal("Friday", RoundTrip(DayOfWeek.Friday));
        Assert.Equal(new DateTimeOffset(2024, 2, 1, 10, 0, 0, TimeSpan.Zero), RoundTrip(new DateTimeOffset(2024, 2, 1, 11, 0, 0, TimeSpan.FromHours(1))));
        var table = Assert.IsType<Dictionary<string, object?>>(RoundTrip(new Hashtable { ["City"] = new[] { 1 }, ["city"] = null }));
        Assert.Equal((2, null), (table.Count, table["city"]));
        Assert.Equal([1L], Assert.IsType<object?[]>(table["City"]));
    }

    [Fact]
    public void Invalid_bytes_are_refused()
    {
        using var reader = new BinaryReader(new MemoryStream([200]));
        Assert.Throws<InvalidDataException>(() => DataValue.Read(reader));
    }

    private static object? RoundTrip(object? value)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        DataValue.Of(value).Write(writer);
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        return DataValue.Read(reader).Value;
    }

    private static string Json(object? value, Func<DateTime, string>? formatDate = null)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            DataValue.Of(value).WriteTo(writer, formatDate);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
