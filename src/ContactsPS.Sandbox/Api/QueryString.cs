using System.Globalization;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The parameters of a query, read strictly: an invalid value refuses the whole request.</summary>
internal sealed class QueryString
{
    private const int DefaultLimit = 100;
    private const int HighestLimit = 1000;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private readonly int maximumPageSize;

    /// <param name="query">The query, as it was sent.</param>
    /// <param name="maximumPageSize">The most items in a page.</param>
    public QueryString(string query, int maximumPageSize)
    {
        this.maximumPageSize = maximumPageSize;
        foreach (var pair in query.Split('&').Where(static pair => pair.Length > 0))
        {
            var mark = pair.IndexOf('=');
            var name = mark < 0 ? pair : pair.Substring(0, mark);
            values[Decode(name)] = mark < 0 ? "" : Decode(pair.Substring(mark + 1));
        }
    }

    /// <summary>The slice of a list that is asked for.</summary>
    public (int Offset, int Limit) Page() => (Integer("offset", 0, int.MaxValue, 0), Math.Min(Integer("limit", 1, HighestLimit, DefaultLimit), maximumPageSize));

    private string? Text(string name) => values.TryGetValue(name, out var value) ? value : null;

    /// <summary>A text of a certain form.</summary>
    public string? Text(string name, Func<string, bool> isOfForm, string rule) =>
        Text(name) is not { } text || isOfForm(text) ? Text(name) : throw Refused(name, text, rule);

    public long? Id(string name) => Parse<long>(
        name,
        static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        "must be an integer");

    /// <summary>The names are taken beside 1 and 0 (F8 of docs/service.md).</summary>
    public bool? Boolean(string name) => Parse<bool>(
        name,
        static text => text switch { "1" or "true" => true, "0" or "false" => false, _ => null },
        "must be 1, 0, true or false");

    public DateTime? Date(string name) => Parse<DateTime>(
        name,
        static text => ServiceDate.TryParseExact(text, out var time) ? time : null,
        "must be a date in the form yyyy-MM-dd HH:mm:ss");

    private int Integer(string name, int lowest, int highest, int otherwise) => Parse<int>(
        name,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest ? value : null,
        FormattableString.Invariant($"must be an integer from {lowest} to {highest}")) ?? otherwise;

    private T? Parse<T>(string name, Func<string, T?> parse, string rule)
        where T : struct =>
        Text(name) is not { } text ? null : parse(text) ?? throw Refused(name, text, rule);

    private static ApiException Refused(string name, string value, string rule) => new(422, ApiErrors.InvalidParameter(name, value, rule));

    /// <summary>As forms are encoded: a plus that is meant must be escaped.</summary>
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
