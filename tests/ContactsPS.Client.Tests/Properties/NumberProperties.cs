using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>A number of the service is read without loss, however large or small it is.</summary>
public sealed class NumberProperties
{
    [Fact]
    public void A_whole_number_is_read_to_its_last_digit() => Gen.Long.Sample(number => Assert.Equal(number, Read(Text(number))), iter: 10_000);

    [Fact]
    public void A_fraction_is_read_to_its_last_digit() =>
        Gen.Decimal.Sample(number => Assert.Equal(number, Convert.ToDecimal(Read(Text(number)), CultureInfo.InvariantCulture)), iter: 10_000);

    [Fact]
    public void A_number_of_any_size_keeps_at_least_the_digits_of_a_double() => Gen.Double.Where(double.IsFinite).Sample(
        number => Assert.Equal(number, double.Parse(Text((IFormattable)Read(number.ToString("R", CultureInfo.InvariantCulture))!), CultureInfo.InvariantCulture)),
        iter: 10_000);

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static object? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return new PropertyBagReader().ReadValue(ref reader);
    }
}
