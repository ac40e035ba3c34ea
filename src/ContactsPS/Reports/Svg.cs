using System.Globalization;
using System.Xml.Linq;

namespace ContactsPS.Reports;

/// <summary>Shapes of a drawing that stretches to the available space. It has no text, which would be stretched too.</summary>
internal static class Svg
{
    public static XElement Canvas(string style, double width, double height, params object[] content) =>
        Html.Void("svg", Html.Class(style), new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"), new XAttribute("preserveAspectRatio", "none"), content);

    public static XElement Rectangle(string style, double left, double top, double width, double height, params object[] content) =>
        Html.Void(
            "rect",
            Html.Class(style),
            new XAttribute("x", Number(left)),
            new XAttribute("y", Number(top)),
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(height)),
            content);

    /// <summary>A closed shape through points.</summary>
    public static XElement Polygon(string style, IEnumerable<(double X, double Y)> points) =>
        Html.Void("polygon", Html.Class(style), new XAttribute("points", string.Join(" ", points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))));

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
