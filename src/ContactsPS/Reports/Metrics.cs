using System.Globalization;
using System.Xml.Linq;

namespace ContactsPS.Reports;

/// <summary>
/// The numbers of the page. Each is written once under a key, beside its value in the earlier report, so that the data for the next comparison
/// is exactly what the page shows.
/// </summary>
/// <param name="earlier">The report to compare with; null for none.</param>
internal sealed class Metrics(EarlierReport? earlier)
{
    private const string NotKnown = "not known";

    private readonly Dictionary<string, long> shown = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Shown => shown;

    /// <summary>A number as people read it.</summary>
    public static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share, to a tenth of a percent.</summary>
    public static string Percent(long part, long whole) => (part, whole) switch
    {
        (_, 0) => "–",
        ( > 0, _) when 1000 * part < whole => "< 0.1 %",
        _ => (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A number with its change. Null is shown as not known, never as 0.</summary>
    public object[] Of(string key, long? value)
    {
        if (value is not { } number)
        {
            return [Html.Element("span", Html.Class("unknown"), NotKnown)];
        }

        shown[key] = number;
        var figure = Html.Element("data", new XAttribute("value", number), new XAttribute("data-figure", key), Text(number));
        return earlier is null ? [figure] : [figure, " ", Change(key, number)];
    }

    private XElement Change(string key, long number)
    {
        if (!earlier!.Metrics.TryGetValue(key, out var before))
        {
            return Html.Element("span", Html.Class("change"), "new");
        }

        var difference = number - before;
        var text = difference switch
        {
            > 0 => $"+{Text(difference)}",
            < 0 => $"\u2212{Text(-difference)}",
            _ => "\u00b10",
        };
        return Html.Element("data", Html.Class("change"), new XAttribute("value", difference), new XAttribute("data-change", key), text);
    }
}
