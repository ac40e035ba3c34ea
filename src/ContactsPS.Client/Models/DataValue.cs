using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ContactsPS.Client.Models;

/// <summary>
/// A value of additional data or of a body: its kind, and how that kind is written, stored and compared (F51 of docs/service.md). The kinds are numbers of every .NET type, text, Booleans,
/// dates, null, and lists and tables of these; any other object counts as its text.
/// </summary>
public readonly partial record struct DataValue
{
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // As many decimal places as a decimal has, without trailing zeros.
    private const string DecimalComparisonFormat = "0.#############################";

    // The text is not part of a web page, so only what JSON requires is escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Kind kind;

    private DataValue(Kind kind, object? value)
    {
        this.kind = kind;
        Value = value;
    }

    // The numbers are written to files: add a new kind at the end.
    private enum Kind : byte
    {
        Null,
        Text,
        Boolean,
        Integer,
        UnsignedInteger,
        Decimal,
        Real,
        Date,
        Moment,
        List,
        Table,
        Day,
    }

    /// <summary>The value: a <see cref="string"/> if it is of no other kind, a <see cref="double"/> for every <see cref="float"/>.</summary>
    public object? Value { get; }

    /// <summary>Finds the kind of an object. Dictionaries are tables, other enumerables are lists.</summary>
    public static DataValue Of(object? value) => value switch
    {
        null => default,
        string => new DataValue(Kind.Text, value),
        bool => new DataValue(Kind.Boolean, value),
        long or int or short or byte or sbyte or ushort or uint => new DataValue(Kind.Integer, value),
        ulong => new DataValue(Kind.UnsignedInteger, value),
        decimal => new DataValue(Kind.Decimal, value),
        double => new DataValue(Kind.Real, value),
        float real => new DataValue(Kind.Real, double.Parse(JsonNumber.Format(real), CultureInfo.InvariantCulture)),
        DateTime => new DataValue(Kind.Date, value),
        DateTimeOffset => new DataValue(Kind.Moment, value),
#if NET
        DateOnly => new DataValue(Kind.Day, value),
#endif
        IReadOnlyDictionary<string, object?> or IDictionary => new DataValue(Kind.Table, value),
        IEnumerable => new DataValue(Kind.List, value),
        _ => new DataValue(Kind.Text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    /// <summary>The value as text in the service's form: lists and tables as JSON, null as an empty text.</summary>
    public string ToText() => kind switch
    {
        Kind.Null => string.Empty,
        Kind.Text => (string)Value!,
        Kind.Boolean => (bool)Value! ? "true" : "false",
        Kind.Real => JsonNumber.Format((double)Value!),
        Kind.Date or Kind.Moment => ContactDate.Format(Utc),
        Kind.Day => Utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Kind.List or Kind.Table => Encoding.UTF8.GetString(ToUtf8(Readable)),
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The text for comparing and hashing: like <see cref="ToText"/>, but 1.50 is 1.5.</summary>
    public string ComparisonForm() => kind == Kind.Decimal ? ((decimal)Value!).ToString(DecimalComparisonFormat, CultureInfo.InvariantCulture) : ToText();

    /// <summary>
    /// Whether two values differ only in form: a Boolean or a number written as text, a date in another form, blank and absent. Other text with digits stays
    /// text: the postal code 01234 is not 1234.
    /// </summary>
    public bool IsSame(DataValue other)
    {
        var (one, two) = (ComparisonForm(), other.ComparisonForm());
        return string.Equals(one, two, StringComparison.Ordinal)
            || (InvisibleText.IsBlank(one) && InvisibleText.IsBlank(two))
            || (IsNumber && other.IsNumber && Exact(one) is { } exact && exact == Exact(two))
            || (IsNumber && other.IsNumber && Real(one) is { } real && real.Equals(Real(two)))
            || (kind == Kind.Decimal && other.kind == Kind.Text && ToText() == two)
            || (kind == Kind.Text && other.kind == Kind.Decimal && other.ToText() == one)
            || ((kind == Kind.Boolean || other.kind == Kind.Boolean) && string.Equals(one, two, StringComparison.OrdinalIgnoreCase))
            || (Date is { } date && other.Date is { } moment && ContactDate.Format(date) == ContactDate.Format(moment))
            || (kind == Kind.List && other.kind == Kind.List && AreSame(Items, other.Items))
            || (kind == Kind.Table && other.kind == Kind.Table && AreSame(Entries, other.Entries));
    }

    /// <summary>Writes the value as JSON. A number that is not finite is written as text, because JSON has no form for it.</summary>
    /// <param name="writer">The target.</param>
    /// <param name="formatDate">Writes a date, given in UTC; default the service's form.</param>
    public void WriteTo(Utf8JsonWriter writer, Func<DateTime, string>? formatDate = null)
    {
        _ = writer ?? throw new ArgumentNullException(nameof(writer));
        switch (kind)
        {
            case Kind.Null: writer.WriteNullValue(); break;
            case Kind.Text: writer.WriteStringValue((string)Value!); break;
            case Kind.Boolean: writer.WriteBooleanValue((bool)Value!); break;
            case Kind.Integer: writer.WriteNumberValue(Convert.ToInt64(Value, CultureInfo.InvariantCulture)); break;
            case Kind.UnsignedInteger: writer.WriteNumberValue((ulong)Value!); break;
            case Kind.Decimal: writer.WriteNumberValue((decimal)Value!); break;
            case Kind.Real when (double)Value! is var real && !double.IsNaN(real) && !double.IsInfinity(real): writer.WriteRawValue(JsonNumber.Format(real), skipInputValidation: true); break;
            case Kind.Date or Kind.Moment: writer.WriteStringValue(formatDate is null ? ContactDate.Format(Utc) : formatDate(Utc)); break;
            case Kind.List: WriteList(writer, formatDate); break;
            case Kind.Table: WriteTable(writer, formatDate); break;
            default: writer.WriteStringValue(ToText()); break;
        }
    }

    /// <summary>The value as JSON.</summary>
    internal byte[] ToUtf8(JsonWriterOptions options = default)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private bool IsNumber => kind is Kind.Integer or Kind.UnsignedInteger or Kind.Decimal or Kind.Real;

    private DateTime Utc => Value switch
    {
        DateTime date => ContactDate.ToUtc(date),
#if NET
        DateOnly day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
#endif
        _ => ((DateTimeOffset)Value!).UtcDateTime,
    };

    /// <summary>A date, or a text in a date's form. A bare number is not a date here, although it could be unix seconds.</summary>
    private DateTime? Date =>
        kind is Kind.Date or Kind.Moment or Kind.Day ? Utc
        : kind == Kind.Text && ((string)Value!).IndexOf('-') > 0 && ContactDate.TryParse((string)Value!, out var date) ? date
        : null;

    private IEnumerable<object?> Items => ((IEnumerable)Value!).Cast<object?>();

    private IEnumerable<KeyValuePair<string, object?>> Entries => Value as IReadOnlyDictionary<string, object?>
        ?? ((IDictionary)Value!).Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>(Of(entry.Key).ToText(), entry.Value));

    private static bool AreSame(IEnumerable<object?> one, IEnumerable<object?> other)
    {
        var (items, others) = (one.ToList(), other.ToList());
        return items.Count == others.Count && items.Zip(others, (item, counterpart) => Of(item).IsSame(Of(counterpart))).All(static isSame => isSame);
    }

    private static bool AreSame(IEnumerable<KeyValuePair<string, object?>> one, IEnumerable<KeyValuePair<string, object?>> other)
    {
        var (names, others) = (InOrder(one), InOrder(other));
        return names.Select(entry => entry.Key).SequenceEqual(others.Select(entry => entry.Key), StringComparer.Ordinal)
            && AreSame(names.Select(entry => entry.Value), others.Select(entry => entry.Value));
    }

    private static List<KeyValuePair<string, object?>> InOrder(IEnumerable<KeyValuePair<string, object?>> table) =>
        table.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();

    private static double? Real(string text) => double.TryParse(text, PlainNumber, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Exact(string text) => decimal.TryParse(text, PlainNumber, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void WriteList(Utf8JsonWriter writer, Func<DateTime, string>? formatDate)
    {
        writer.WriteStartArray();
        foreach (var item in (IEnumerable)Value!)
        {
            Of(item).WriteTo(writer, formatDate);
        }

        writer.WriteEndArray();
    }

    private void WriteTable(Utf8JsonWriter writer, Func<DateTime, string>? formatDate)
    {
        writer.WriteStartObject();
        foreach (var entry in Entries)
        {
            writer.WritePropertyName(entry.Key);
            Of(entry.Value).WriteTo(writer, formatDate);
        }

        writer.WriteEndObject();
    }
}
