using System.Text;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>A path with its query, and the same as it may be shown: personal values are replaced by a short hash.</summary>
/// <param name="path">The path, escaped.</param>
/// <param name="isOfCaller">Whether the caller gave the path, which may then contain personal data.</param>
internal sealed class QueryString(string path, bool isOfCaller = false)
{
    private readonly StringBuilder sent = new(path);
    private readonly StringBuilder shown = new(isOfCaller ? string.Join("/", path.Split('/').Select(Discreet)) : path);
    private char separator = '?';

    /// <summary>The path and the query of a request that the caller gave.</summary>
    public static QueryString Of(ApiRequest request)
    {
        var parts = request.Path.Split(['?'], 2);
        var query = new QueryString($"/{parts[0].TrimStart('/')}", isOfCaller: true);
        foreach (var entry in parts.Skip(1).SelectMany(Entries).Concat(request.Query))
        {
            var name = Uri.EscapeDataString(entry.Key);
            _ = IsNobodys(entry.Value) ? query.Add(name, entry.Value) : query.AddPersonal(name, entry.Value);
        }

        return query;
    }

    /// <summary>The contacts that a query finds.</summary>
    public static QueryString Of(ContactQuery query) =>
        new QueryString(ServicePath.Contacts)
            .Add("id", query.Id)
            .AddPersonal("externalId", query.ExternalId)
            .AddPersonal("email", query.Email)
            .AddPersonal("phoneNumber", query.PhoneNumber)
            .Add("group", query.GroupId)
            .Add("inArchive", query.WantsArchived)
            .Add("archiveDateFrom", query.ArchivedAfter)
            .Add("archiveDateTo", query.ArchivedBefore)
            .Add("isUnsubscribeEmail", query.UnsubscribedFromEmail)
            .Add("isUnsubscribeSms", query.UnsubscribedFromSms)
            .Add("isUnsubscribePush", query.UnsubscribedFromPush);

    /// <summary>What is requested.</summary>
    public string Sent => sent.ToString();

    /// <summary>What verbose output shows.</summary>
    public string Shown => shown.ToString();

    public QueryString Add(string name, string? value) => Add(name, value, value);

    public QueryString Add(string name, long? value) => Add(name, Text.Of(value));

    public QueryString Add(string name, DateTime? value) => Add(name, value is { } date ? ContactDate.Format(date) : null);

    /// <summary>Sent as 1 or 0, which is an assumption (F8 of docs/service.md): the vendor's page only says "bool".</summary>
    public QueryString Add(string name, bool? value) => Add(name, value is { } flag ? (flag ? "1" : "0") : null);

    /// <summary>Adds a value that is personal data, percent-encoded (F40 of docs/service.md).</summary>
    public QueryString AddPersonal(string name, string? value) => Add(name, value, value is null ? null : PersonalData.Hash(value));

    /// <summary>A small number is a limit, a flag or the id of a group, so it is not personal.</summary>
    private static bool IsNobodys(string value) => value.Length <= 6 && value.All(c => c is >= '0' and <= '9');

    private static IEnumerable<KeyValuePair<string, string>> Entries(string query) =>
        query.Split(['&'], StringSplitOptions.RemoveEmptyEntries).Select(entry =>
        {
            var parts = entry.Split(['='], 2);
            return new KeyValuePair<string, string>(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        });

    private static string Discreet(string segment) => segment.All(char.IsDigit) ? segment : PersonalData.Mask(Uri.UnescapeDataString(segment));

    private QueryString Add(string name, string? value, string? toShow)
    {
        if (value is not null)
        {
            sent.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            shown.Append(separator).Append(name).Append('=').Append(toShow);
            separator = '&';
        }

        return this;
    }
}
