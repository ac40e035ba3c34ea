using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ContactsPS.Client.Models;

/// <summary>
/// Numbers of JSON as the .NET value that keeps most of them, wherever they are read: a contact that is read from the service and from a file has the same one.
/// </summary>
public static class JsonNumber
{
    private const double Small = 1e-9;
    private const int DecimalPlaces = 28;

    /// <summary>Reads a number as it stands in JSON.</summary>
    /// <param name="written">A JSON number, such as <c>-7.25e-3</c>.</param>
    /// <returns>
    /// A <see cref="long"/>, else a <see cref="decimal"/>, for identifiers and phone numbers may have more digits than a double keeps; a <see cref="double"/> of what is too
    /// small for a decimal; what is larger than any double stays the <see cref="string"/> that it is.
    /// </returns>
    /// <exception cref="JsonException">The text is no JSON number.</exception>
    public static object Parse(string written)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(written));
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException(Messages.Get("NotANumber", written));
        }

        var number = Read(ref reader);
        return reader.Read() ? throw new JsonException(Messages.Get("MoreThanANumber", written)) : number;
    }

    /// <summary>Writes a number with as few digits as it takes to read the same number again; of very small ones, .NET Framework writes up to 15.</summary>
    /// <param name="number">A finite number.</param>
    /// <returns>The digits, such as <c>0.1</c> or <c>2E-300</c>.</returns>
    public static string Format(double number)
    {
#if NET
        return number.ToString("R", CultureInfo.InvariantCulture);
#else
        // "R" of .NET Framework has 17 digits where 16 are enough, and at times too few.
        return ShortestOf(15, 17, digits => number.ToString(digits, CultureInfo.InvariantCulture), text => double.Parse(text, CultureInfo.InvariantCulture).Equals(number));
#endif
    }

    internal static string Format(float number)
    {
#if NET
        return number.ToString("R", CultureInfo.InvariantCulture);
#else
        return ShortestOf(7, 9, digits => number.ToString(digits, CultureInfo.InvariantCulture), text => float.Parse(text, CultureInfo.InvariantCulture).Equals(number));
#endif
    }

    internal static object Read(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        var isReal = TryGetReal(ref reader, out var real) && !double.IsInfinity(real);
        return reader.TryGetDecimal(out var exact) && (!isReal || Keeps(reader.ValueSpan, real)) ? exact
            : isReal ? real
            : TextOf(reader.ValueSpan);
    }

    /// <summary>
    /// A decimal ends after 28 places: of what is not small it has more digits left than a double, of what is small perhaps fewer. The places are counted and no doubles
    /// compared, since of numbers between two doubles not every runtime takes the same.
    /// </summary>
    private static bool Keeps(ReadOnlySpan<byte> written, double real) => Math.Abs(real) >= Small || Places(written) is <= DecimalPlaces;

    private static long? Places(ReadOnlySpan<byte> written)
    {
        var end = written.IndexOfAny((byte)'e', (byte)'E');
        var digits = end < 0 ? written : written.Slice(0, end);
        var point = digits.IndexOf((byte)'.');
        var exponent = 0;
        return end < 0 || int.TryParse(TextOf(written.Slice(end + 1)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            ? (point < 0 ? 0 : digits.Length - point - 1) - (long)exponent
            : null;
    }

#if NET
    private static bool TryGetReal(ref Utf8JsonReader reader, out double real) => reader.TryGetDouble(out real);

    private static string TextOf(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);
#else
    // For .NET Framework, TryGetDouble gives up on a very long exponent.
    private static bool TryGetReal(ref Utf8JsonReader reader, out double real) =>
        reader.TryGetDouble(out real) || double.TryParse(TextOf(reader.ValueSpan), NumberStyles.Float, CultureInfo.InvariantCulture, out real);

    private static string ShortestOf(int fewest, int most, Func<string, string> write, Func<string, bool> isTheSame)
    {
        var digits = fewest;
        while (digits < most && !isTheSame(write($"G{Text.Of(digits)}")))
        {
            digits++;
        }

        return write($"G{Text.Of(digits)}");
    }

    private static string TextOf(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii.ToArray());
#endif
}
