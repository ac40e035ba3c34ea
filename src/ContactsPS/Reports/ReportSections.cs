using System.Xml.Linq;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Reports;

/// <summary>The sections of a report.</summary>
internal sealed class ReportSections(Report report, Metrics metrics)
{
    // A domain of fewer contacts may be a private one and name a person.
    private const int FewestOfDomain = 10;
    private const int MostDomains = 15;
    private const int MostFields = 50;
    private const int MostShared = 50;

    private const string One = "part-one";
    private const string Two = "part-two";
    private const string Three = "part-three";

    private readonly ContactCounts counts = report.Counts;

    public IEnumerable<XElement> All() => [Overview(), OverTime(), Channels(), Groups(), Segments(), Domains(), Completeness(), Shared()];

    private XElement Overview()
    {
        var email = counts.Channels[0];
        return Html.Section(
            "overview",
            "At a glance",
            Html.Element(
                "dl",
                Tile("Contacts", "contacts", counts.Total),
                Tile("Created in the last 30 days", "created.recent", counts.Recent),
                Tile("Subscribed to e-mail", $"channel.{email.Key}.subscribed", Known(email, email.Subscribed)),
                Tile("E-mail addresses used twice or more", "shared.email.values", counts.Emails.Values)));
    }

    private XElement Tile(string name, string key, long? value) =>
        Html.Element("div", Html.Element("dt", name), Html.Element("dd", [.. metrics.Of(key, value)]));

    private XElement OverTime()
    {
        var periods = counts.Created.ByPeriod();
        var undated = metrics.Of("created.undated", counts.Created.Undated);
        var note = Html.Element(
            "p",
            Html.Class("note"),
            $"By the date each contact was created. Contacts that were removed since are not in it, and the last {periods.Unit} may not be over.",
            counts.Created.Undated > 0 ? (object[])[" Without a date: ", .. undated, "."] : null);
        if (periods.Periods.Count == 0)
        {
            return Html.Section("time", "Contacts over time", note);
        }

        var table = Table($"Contacts created in each {periods.Unit}", Capitalized(periods.Unit), ("Created", One));
        foreach (var period in periods.Periods)
        {
            table.Add(period.Label, ($"created.{period.Label}", period.Count));
        }

        var chart = new TimeChart(periods);
        return Html.Section(
            "time",
            "Contacts over time",
            Html.Element("div", Html.Class("pair"), chart.Growth(), chart.Arrivals()),
            note,
            Html.Element("details", Html.Element("summary", $"The numbers, {periods.Unit} by {periods.Unit}"), table.ToHtml()));
    }

    private XElement Channels()
    {
        var table = Table("Subscriptions by channel", "Channel", ("Subscribed", One), ("Unsubscribed", Two), ("Not known", Three));
        foreach (var channel in counts.Channels)
        {
            table.Add(
                channel.Name,
                ($"channel.{channel.Key}.subscribed", Known(channel, channel.Subscribed)),
                ($"channel.{channel.Key}.unsubscribed", Known(channel, channel.Unsubscribed)),
                ($"channel.{channel.Key}.notKnown", channel.NotKnown));
        }

        return Html.Section(
            "channels",
            "Subscribed by channel",
            table.ToHtml(),
            Html.Paragraph("As the service says it of each contact. Share is that of the subscribed in all contacts, those without an address or number for the channel included."));
    }

    private XElement Groups() => Named(
        "groups", "Groups", report.Groups, "Group", "Contacts in each group, the largest first. A contact may be in several.");

    private XElement Segments() => Named(
        "segments", "Segments", report.Segments, "Segment", "Contacts in each segment, the largest first, as the service counts them.");

    private XElement Named(string id, string title, NamedCounts named, string subject, string caption)
    {
        if (named.InAll is not { } inAll)
        {
            return Html.Section(id, title, Html.Paragraph("Not counted in this report."));
        }

        var table = Table(caption, subject, ("Contacts", One));
        foreach (var item in named.Counted)
        {
            table.Add(item.Name, (item.Key, item.Count));
        }

        var left = inAll - named.Counted.Count;
        return Html.Section(
            id,
            title,
            table.IsEmpty ? Html.Paragraph("None.") : table.ToHtml(),
            left > 0 ? Html.Paragraph($"{Metrics.Text(left)} more of {Metrics.Text(inAll)} were not counted; there may be larger ones among them.") : null);
    }

    private XElement Domains()
    {
        var fewest = report.ShowsPersonalData ? 1 : FewestOfDomain;
        var shown = counts.Domains.Where(domain => domain.Value >= fewest).OrderByDescending(domain => domain.Value).ThenBy(domain => domain.Key, StringComparer.Ordinal).Take(MostDomains).ToList();
        var table = Table("Contacts by the domain of their e-mail address, the largest first", "Domain", ("Contacts", One));
        foreach (var domain in shown)
        {
            table.Add(domain.Key, ($"domain.{domain.Key}", domain.Value));
        }

        var others = counts.Domains.Count - shown.Count;
        if (others > 0)
        {
            table.Add($"{Metrics.Text(others)} other domains", ("domains.others", counts.Domains.Values.Sum() - shown.Sum(domain => domain.Value)));
        }

        return Html.Section(
            "domains",
            "E-mail domains",
            table.IsEmpty ? Html.Paragraph("No contact has an e-mail address.") : table.ToHtml(),
            report.ShowsPersonalData ? null : Html.Paragraph($"Domains of fewer than {FewestOfDomain} contacts are not named: they may be somebody's own."));
    }

    private XElement Completeness()
    {
        var table = Table("Contacts that have a value in each field", "Field", ("Filled", One));
        foreach (var (name, filled) in counts.Fields.Standard)
        {
            table.Add(name, ($"field.{name}", filled));
        }

        foreach (var field in counts.Fields.Additional.Take(MostFields))
        {
            table.Add(field.Key, ($"field.ExternalData.{field.Key}", field.Value));
        }

        var left = counts.Fields.Additional.Count - MostFields;
        return Html.Section(
            "fields", "Completeness of each field", table.ToHtml(), left > 0 ? Html.Paragraph($"{Metrics.Text(left)} more additional fields are not shown.") : null);
    }

    private XElement Shared()
    {
        var table = Table("Values that several contacts have", "Field", ("Contacts", Two), ("Values", null));
        table.Add("E-mail address", ("shared.email.contacts", counts.Emails.Contacts), ("shared.email.values", counts.Emails.Values));
        table.Add("Phone number", ("shared.phone.contacts", counts.PhoneNumbers.Contacts), ("shared.phone.values", counts.PhoneNumbers.Values));
        return Html.Section(
            "shared",
            "Duplicates",
            table.ToHtml(),
            Html.Paragraph("Addresses that differ only in letter case count as the same, and so do numbers with the same digits."),
            List("E-mail addresses that several contacts have", "E-mail address", counts.Emails),
            List("Phone numbers that several contacts have", "Phone number", counts.PhoneNumbers));
    }

    /// <summary>The values themselves, if they were kept.</summary>
    private static XElement? List(string caption, string subject, SharedValues shared)
    {
        var kept = shared.Kept.ToList();
        if (kept.Count == 0)
        {
            return null;
        }

        var rows = kept.Take(MostShared).Select(entry => Html.Element("tr", Html.Element("th", new XAttribute("scope", "row"), entry.Value), Html.Element("td", Metrics.Text(entry.Contacts))));
        var head = Html.Element("tr", Html.Element("th", new XAttribute("scope", "col"), subject), Html.Element("th", new XAttribute("scope", "col"), "Contacts"));
        var left = kept.Count - MostShared;
        return Html.Element(
            "div",
            Html.Element("table", Html.Element("caption", caption), Html.Element("thead", head), Html.Element("tbody", rows)),
            left > 0 ? Html.Paragraph($"{Metrics.Text(left)} more are not shown.") : null);
    }

    private MetricTable Table(string caption, string subject, params (string Heading, string? Style)[] parts) => new(metrics, caption, subject, counts.Total, parts);

    /// <summary>If no contact reports the channel, the number is not known, which is not 0.</summary>
    private long? Known(ChannelCount channel, long value) => channel.NotKnown == counts.Total && counts.Total > 0 ? null : value;

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
