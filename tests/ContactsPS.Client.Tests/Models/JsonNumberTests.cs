using System.Globalization;
using System.Text.Json;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("7", typeof(long), "7")]
    [InlineData("-9223372036854775808", typeof(long), "-9223372036854775808")]
    [InlineData("48600100200123456789", typeof(decimal), "48600100200123456789")]
    [InlineData("-7.25e-3", typeof(decimal), "-0.00725")]
    [InlineData("-0.0000000007292123456789", typeof(decimal), "-0.0000000007292123456789")]
    [InlineData("-7.581416701756013E-13", typeof(decimal), "-0.0000000000007581416701756013")]
#if NET
    // Between two doubles, .NET Framework may choose the other one.
    [InlineData("-7.5814167017560134E-13", typeof(double), "-7.581416701756013E-13")]
#endif
    [InlineData("-0.0000000000007581416701756014", typeof(decimal), "-0.0000000000007581416701756014")]
    [InlineData("0.00000000000000000000000000001", typeof(double), "1E-29")]
    [InlineData("0e-99999999999999999999", typeof(double), "0")]
    [InlineData("2e-300", typeof(double), "2E-300")]
    [InlineData("3e300", typeof(double), "3E+300")]
    [InlineData("1e400", typeof(string), "1e400")]
    public void A_number_is_read_as_the_type_that_keeps_most_digits(string written, Type type, string value)
    {
        var number = JsonNumber.Parse(written);
        Assert.IsType(type, number);
        Assert.Equal(value, number is double real ? JsonNumber.Format(real) : Convert.ToString(number, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1234567.8901234567, "1234567.8901234567")]
    [InlineData(9007199254740993e-9, "9007199.254740993")]
#if NET
    [InlineData(5e-324, "5E-324")]
#endif
    [InlineData(-1e22, "-1E+22")]
    public void A_number_is_written_with_as_few_digits_as_possible(double number, string written) => Assert.Equal(written, JsonNumber.Format(number));

    [Theory]
    [InlineData("")]
    [InlineData("seven")]
    [InlineData("\"7\"")]
    [InlineData("7 8")]
    [InlineData("{}")]
    [InlineData("007")]
    public void An_invalid_number_is_refused(string written) => Assert.ThrowsAny<JsonException>(() => JsonNumber.Parse(written));
}
