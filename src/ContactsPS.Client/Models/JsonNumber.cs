using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ContactsPS.Client;

/// <summary>
/// Numbers of JSON as the .NET value that keeps most of them, wherever they are read: a contact that is read from the service and from a file has the same one.
/// </summary>
public static class JsonNumber
{
    private const double Small = 1e-9;

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
            throw new JsonException($"'{written}' is no JSON number.");
        }

        var number = Read(ref reader);
        return reader.Read() ? throw new JsonException($"'{written}' is more than a JSON number.") : number;
    }

    internal static object Read(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        var isReal = reader.TryGetDouble(out var real) && !double.IsInfinity(real);
        return reader.TryGetDecimal(out var exact) && (!isReal || Keeps(exact, real)) ? exact
            : isReal ? real
            : TextOf(reader.ValueSpan);
    }

    /// <summary>A decimal ends after 28 places: of what is not small it has more digits left than a double, of what is small perhaps fewer.</summary>
    private static bool Keeps(decimal exact, double real) =>
        Math.Abs(real) >= Small || double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Equals(real);

#if NET
    private static string TextOf(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);
#else
    private static string TextOf(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii.ToArray());
#endif
}
