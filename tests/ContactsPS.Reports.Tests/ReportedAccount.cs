using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Reports.Tests;

/// <summary>An account in a sandbox, two reports of it, and the expected content of the second.</summary>
internal sealed class ReportedAccount : IDisposable
{
    private const int Contacts = 1500;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-browser-");

    public Uri Address => new(Path.Combine(folder.FullName, "report.html"));

    /// <summary>The expected numbers, computed from the data of the account and not by the module.</summary>
    public IReadOnlyDictionary<string, long> Expected { get; } = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["contacts"] = Contacts + 1,
        ["channel.email.subscribed"] = Contacts + 1 - 300,
        ["channel.email.unsubscribed"] = 300,
        ["channel.sms.unsubscribed"] = 0,
        ["channel.push.notKnown"] = 0,
        ["group.1"] = Contacts + 1,
        ["group.2"] = 1200,
        ["group.6"] = 500,
        ["segment.3"] = 300,
        ["domain.wide.example"] = 1000,
        ["domain.narrow.example"] = 500,
        ["field.Email"] = Contacts + 1,
        ["field.FirstName"] = 750,
        ["field.CompanyName"] = 0,
        ["field.ExternalData.City"] = 150,
        ["created.2025-01"] = 500,
        ["created.2025-02"] = 500,
        ["created.2025-03"] = 500,
        ["shared.email.values"] = 0,
        ["shared.phone.values"] = 1,
        ["shared.phone.contacts"] = 100,
    };

    /// <summary>Between the two reports, one contact was created and 50 were unsubscribed from e-mail.</summary>
    public IReadOnlyDictionary<string, long> ExpectedChanges { get; } = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["contacts"] = 1,
        ["channel.email.unsubscribed"] = 50,
        ["channel.email.subscribed"] = -49,
        ["group.2"] = 0,
    };

    public void Export()
    {
        var csv = Path.Combine(folder.FullName, "contacts.csv");
        File.WriteAllLines(csv, ["ExternalId,Email,PhoneNumber,FirstName,CreatedAt,GroupName,Unsubscribed,City", .. Enumerable.Range(0, Contacts).Select(Row)]);
        using var engine = HostedEngine.Connected($"-Path '{csv}'");
        engine.Run(
            """
            Export-ContactReport $earlier
            $null = New-Contact -Email one@more.example
            Set-ContactSubscription -Id (251..300) -Channel email -State Unsubscribed
            Export-ContactReport $file -Since $earlier -IncludePersonalData -Title 'Łódź <shop> & "friends"'
            """,
            ("earlier", Path.Combine(folder.FullName, "earlier.html")),
            ("file", Address.LocalPath)).ThrowIfFailed();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Row(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"C-{number},c{number}@{(number % 3 == 0 ? "narrow" : "wide")}.example,{(number < 100 ? "+48500100200" : "")},{(number % 2 == 0 ? "Ewa" : "")},2025-0{(number % 3) + 1}-15,{Group(number)},{(number < 250 ? "email" : "")},{(number % 10 == 0 ? "Gdynia" : "")}");

    private static string Group(int number) => (number < 1200 ? "Newsletter" : "") + (number % 3 == 0 ? ";Longer than any name of a group that fits beside its number on a phone" : "");
}
