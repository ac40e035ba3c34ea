using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Reports;

/// <summary>Writes a report as one file that loads nothing and runs no script.</summary>
internal sealed class ReportPage
{
    private static readonly string Style = ReadStyle();

    private readonly Report report;
    private readonly Metrics metrics;
    private readonly ReportSections sections;

    private ReportPage(Report report)
    {
        this.report = report;
        metrics = new Metrics(report.Earlier);
        sections = new ReportSections(report, metrics);
    }

    public static string Draw(Report report) => Html.Write(new ReportPage(report).Page());

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private XElement Page()
    {
        var main = Html.Element("main", sections.All());
        return Html.Element("html", new XAttribute("lang", "en"), Head(), Html.Element("body", Header(), main, Footer(), Data()));
    }

    private XElement Head() => Html.Element(
        "head",
        Html.Void("meta", new XAttribute("charset", "utf-8")),
        Html.Void("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(ContentHash.Of(Style))}'")),
        Html.Void("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
        Html.Void("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
        Html.Void("meta", new XAttribute("name", "robots"), new XAttribute("content", "noindex")),
        Html.Element("title", report.Title),
        Html.Raw("style", Style));

    private XElement Header() => Html.Element(
        "header",
        Html.Element("h1", report.Title),
        Html.Element("p", Scope()),
        report.Earlier is { } earlier ? Html.Element("p", Html.Element("span", Html.Class("change"), "Small numbers with a sign"), $" are the change since the report of {Moment(earlier.TakenAt)}{Difference(earlier)}.") : null);

    private string Scope() => report.IsWholeAccount
        ? $"The whole account without the archive, as it was on {Moment(report.Counts.Now)}."
        : $"The contacts that were handed to this report on {Moment(report.Counts.Now)}, not the whole account.";

    /// <summary>Reports about different contacts can be compared, but the page says so.</summary>
    private string Difference(EarlierReport earlier) =>
        earlier.IsWholeAccount == report.IsWholeAccount ? string.Empty
        : earlier.IsWholeAccount ? ", which was of the whole account"
        : ", which was of contacts that were handed to it";

    private XElement Footer() => Html.Element(
        "footer",
        Html.Element("p", report.ShowsPersonalData
            ? "This file holds personal data: treat it as you treat the contacts themselves."
            : "This file holds no e-mail address, phone number, name or external id of a contact."),
        Html.Element("p", "Made by Export-ContactReport of ContactsPS. It loads nothing from the network and runs no script."));

    private XElement Data()
    {
        var data = new EarlierReport(report.Counts.Now, report.IsWholeAccount, metrics.Shown);
        return Html.Raw("script", data.ToJson(), new XAttribute("type", "application/json"), new XAttribute("id", EarlierReport.ElementId));
    }

    private static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("ContactsPS.Reports.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser normalizes line ends before it hashes the style.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
