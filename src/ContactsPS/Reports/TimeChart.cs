using System.Xml.Linq;

namespace ContactsPS.Reports;

/// <summary>Contacts over time: the number at the end of each period, and the number created in each period.</summary>
/// <param name="counts">The periods.</param>
internal sealed class TimeChart(CreationPeriods counts)
{
    private const double Height = 100;

    // The width of a column, as a share of its period.
    private const double Column = 0.8;

    private readonly IReadOnlyList<CreationPeriod> periods = counts.Periods;

    /// <summary>The growing number of contacts.</summary>
    public XElement Growth()
    {
        var sum = 0L;
        var sums = periods.Select(period => sum += period.Count).ToArray();
        var corners = sums.SelectMany((value, place) => new[] { ((double)place, Y(value, sum)), (place + 1.0, Y(value, sum)) });
        var shape = Svg.Polygon("area", [(0, Height), .. corners, (periods.Count, Height)]);
        return Figure("Contacts by the end of each " + counts.Unit, "area", sum, $"from {Metrics.Text(sums[0])} to {Metrics.Text(sum)}", shape);
    }

    /// <summary>The contacts created in each period.</summary>
    public XElement Arrivals()
    {
        var most = periods.Max(period => period.Count);
        var columns = periods.Select((period, place) => Svg.Rectangle(
            "part-one", place + ((1 - Column) / 2), Y(period.Count, most), Column, Height - Y(period.Count, most), Html.Element("title", $"{period.Label}: {Metrics.Text(period.Count)}")));
        return Figure("Created in each " + counts.Unit, "columns", most, $"at the most {Metrics.Text(most)}", columns);
    }

    private static double Y(long value, long most) => most == 0 ? Height : Height - (Height * value / most);

    private XElement Figure(string caption, string kind, long most, string summary, params object[] shapes)
    {
        var label = $"{caption}, {periods[0].Label} to {periods[periods.Count - 1].Label}: {summary}. The table below has each number.";
        return Html.Element(
            "figure",
            Html.Element("figcaption", caption),
            Html.Element("div", Html.Class("scale"), new XAttribute("aria-hidden", "true"), Metrics.Text(most)),
            Svg.Canvas("chart " + kind, periods.Count, Height, new XAttribute("role", "img"), new XAttribute("aria-label", label), shapes),
            Html.Element("div", Html.Class("axis"), new XAttribute("aria-hidden", "true"), Marks().Select(mark => Html.Element("span", mark))));
    }

    /// <summary>The periods with a label: the first, the last, and the middle one if it is another.</summary>
    private IEnumerable<string> Marks() =>
        new[] { 0, (periods.Count - 1) / 2, periods.Count - 1 }.Distinct().Select(place => periods[place].Label);
}
