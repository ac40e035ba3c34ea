using System.Globalization;
using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>Listing, creating, changing, archiving, unsubscribing and resubscribing contacts.</summary>
internal sealed class ContactRoutes(SandboxAccount account, SandboxOptions options)
{
    private readonly ContactJson json = new(options);

    public Route[] All =>
    [
        new("GET", "contact", List),
        new("POST", "contact", call => Change(call, Create, options.Has(SandboxAlternative.IdOnly) ? (writer, contact) => json.WriteId(writer, contact.Id) : json.Write)),
        new("PUT", "contact", call => Change(call, Update, json.Write)),
        new("DELETE", "contact", call => Envelope.Outcome(call.Body.Ids().Select(account.TryRemove), json.WriteId)),
        new("POST", "contact/resubscribe/{channel}", call => Subscribe(call, account.TryResubscribe)),
        new("POST", "contact/unsubscribe/{channel}", call => Subscribe(call, account.TryUnsubscribe)),
    ];

    private HttpResponse List(ApiCall call)
    {
        var (offset, limit) = call.Query.Page();
        return Envelope.Page(account.Page(Filter(call.Query), offset, limit), json.Write, call.EmptyStatus);
    }

    private ContactFilter Filter(QueryString query)
    {
        if (options.Has(SandboxAlternative.FilterIgnored))
        {
            return new ContactFilter();
        }

        var (from, to) = (query.Date("archiveDateFrom"), query.Date("archiveDateTo"));
        return new ContactFilter
        {
            Id = query.Id("id"),
            Group = query.Id("group"),
            Example = ContactField.Searchable.Aggregate(new SandboxContact(), (example, field) =>
                field.Set(example, query.Text(field.Name, field.SearchForm.Holds, field.SearchForm.Rule)).Value ?? example),
            InArchive = query.Boolean("inArchive") ?? (from is not null || to is not null),
            ArchivedFrom = from,
            ArchivedTo = to,
            Unsubscribed = Channels(query, unsubscribed: true),
            Subscribed = Channels(query, unsubscribed: false),
        };
    }

    private static SandboxChannels Channels(QueryString query, bool unsubscribed) =>
        ContactChannel.All.Where(channel => query.Boolean(channel.UnsubscribedName) == unsubscribed)
            .Aggregate(SandboxChannels.None, static (all, channel) => all | channel.Flag);

    private HttpResponse Change(ApiCall call, Func<JsonElement, Outcome<SandboxContact>> change, Action<Utf8JsonWriter, SandboxContact> write) =>
        Envelope.Outcome(
            call.Body.Array().Select(change).Select(outcome => outcome.Error is { } error && options.Has(SandboxAlternative.NoSource) ? error.Nameless : outcome),
            write,
            options.Has(SandboxAlternative.NoItem));

    private Outcome<SandboxContact> Create(JsonElement item)
    {
        if (options.Has(SandboxAlternative.DuplicateExternalIdUpdates) && RequestBody.Text(item, "externalId") is { Length: > 0 } taken && account.HasActive(taken))
        {
            return account.TryUpdate(new ContactAddress(Id: null, taken), contact => ContactReader.Apply(contact, item));
        }

        var draft = ContactReader.Create(item);
        var outcome = draft.Value is { } contact ? account.TryAdd(contact) : draft;
        return outcome.Error is { } error ? error with { Source = RequestBody.Text(item, "externalId") ?? "" } : outcome;
    }

    private Outcome<SandboxContact> Update(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return ApiErrors.NotAnObject(ContactReader.Text(item));
        }

        if (item.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.Null)
        {
            // An id may be a number, or a string as in responses.
            var text = ContactReader.Text(id);
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Update(new ContactAddress(number, ExternalId: null), item)
                : ApiErrors.UnknownContact("id", text);
        }

        return RequestBody.Text(item, "externalId") is { Length: > 0 } externalId
            ? Update(new ContactAddress(Id: null, externalId), item)
            : ApiErrors.NoContactNamed();
    }

    private Outcome<SandboxContact> Update(ContactAddress address, JsonElement item)
    {
        var outcome = item.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? account.TryUpdate(address, contact => ContactReader.Apply(contact, data, options.Has(SandboxAlternative.ExternalDataReplaced), options.Has(SandboxAlternative.NullIgnored)))
            : ApiErrors.NoChanges();
        return outcome.Error is { } error ? error with { Source = address.ToString() } : outcome;
    }

    private HttpResponse Subscribe(ApiCall call, Func<long, SandboxChannels, Outcome<long>> tryChange)
    {
        var channels = ContactChannel.Parse(call.Argument) ?? throw new ApiException(422, ApiErrors.UnknownChannel(call.Argument));
        return Envelope.Outcome(call.Body.Ids().Select(id => tryChange(id, channels)), json.WriteId);
    }
}
