using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ContactsPS.Client.Models;

/// <summary>
/// Reads JSON numbers as the .NET type that keeps the most digits, so that a contact from the service and one from a file have the same value.
/// </summary>
public static class JsonNumber
{
    private const double Small = 1e-9;
    private const int DecimalPlaces = 28;

    /// <summary>Reads a number in JSON's notation.</summary>
    /// <param name="written">A JSON number, such as <c>-7.25e-3</c>.</param>
    /// <returns>
    /// A <see cref="long"/>, else a <see cref="decimal"/>, because ids and phone numbers may have more digits than a double keeps; a <see cref="double"/> if it is too
    /// small for a decimal; the <see cref="string"/> itself if it is larger than any double.
    /// </returns>
    /// <exception cref="JsonException">The text is not a JSON number.</exception>
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

    /// <summary>Writes a number with the fewest digits that read back as the same number; .NET Framework may write up to 15 for very small ones.</summary>
    /// <param name="number">A finite number.</param>
    /// <returns>The digits, such as <c>0.1</c> or <c>2E-300</c>.</returns>
    public static string Format(double number)
    {
#if NET
        return number.ToString("R", CultureInfo.InvariantCulture);
#else
        // "R" of .NET Framework writes 17 digits if 16 are enough, and sometimes too few.
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
    /// A decimal has 28 places: it keeps more digits than a double, except of small numbers. Places are counted instead of comparing doubles, because runtimes
    /// round numbers between two doubles differently.
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
    // On .NET Framework, TryGetDouble fails for a very long exponent.
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
