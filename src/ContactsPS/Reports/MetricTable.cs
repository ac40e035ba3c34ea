using System.Xml.Linq;

namespace ContactsPS.Reports;

/// <summary>A table that is also a chart: each row has a bar below its name, and the numbers of the bar.</summary>
/// <param name="metrics">The page's numbers.</param>
/// <param name="caption">What the table is about.</param>
/// <param name="subject">The heading of the first column.</param>
/// <param name="whole">The number that a full bar represents.</param>
/// <param name="parts">The columns of numbers, each with the style class of its part of the bar; null if the bar leaves it out.</param>
internal sealed class MetricTable(Metrics metrics, string caption, string subject, long whole, params (string Heading, string? Style)[] parts)
{
    private readonly List<XElement> rows = [];

    public bool IsEmpty => rows.Count == 0;

    /// <summary>Adds a row with a number for each column, and the share of the first one in the whole.</summary>
    public void Add(string name, params (string Key, long? Value)[] numbers)
    {
        var cells = numbers.Select(number => Html.Element("td", [.. metrics.Of(number.Key, number.Value)]));
        var share = numbers[0].Value is { } first ? Metrics.Percent(first, whole) : "–";
        var heading = Html.Element("th", new XAttribute("scope", "row"), Html.Element("span", name), Bar(numbers));
        rows.Add(Html.Element("tr", heading, cells, Html.Element("td", share)));
    }

    public XElement ToHtml() =>
        Html.Element(
            "table",
            Html.Element("caption", caption),
            Html.Element("thead", Html.Element("tr", Heading(subject), parts.Select(Heading), Heading("Share"))),
            Html.Element("tbody", rows));

    /// <summary>The heading of a column, with its color if the bar has several.</summary>
    private XElement Heading((string Heading, string? Style) part) => Heading(
        part.Heading,
        parts.Count(other => other.Style is not null) > 1 ? Html.Element("span", Html.Class("key " + part.Style), new XAttribute("aria-hidden", "true")) : null);

    private static XElement Heading(string text, XElement? key = null) => Html.Element("th", new XAttribute("scope", "col"), key, text);

    /// <summary>The numbers as parts of a bar. Screen readers skip it, because the row has the same numbers.</summary>
    private XElement Bar((string Key, long? Value)[] numbers)
    {
        var bar = Svg.Canvas("bar", 100, 4, new XAttribute("aria-hidden", "true"));
        var left = 0.0;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (parts[i].Style is { } style)
            {
                var width = whole == 0 ? 0 : 100.0 * (numbers[i].Value ?? 0) / whole;
                bar.Add(Svg.Rectangle(style, left, 0, width, 4));
                left += width;
            }
        }

        return bar;
    }
}
