using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The segments and their counts.</summary>
internal sealed class SegmentRoutes(SandboxAccount account, SandboxOptions options)
{
    private static readonly TimeSpan KeptReady = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, bool> counting = new();

    public Route[] All =>
    [
        new("GET", "contact/segment", List),
        new("GET", "contact/segment/{id}", Get),
    ];

    private HttpResponse List(ApiCall call)
    {
        var (offset, limit) = call.PageOfList();
        return Envelope.Page([.. Segment.All.Skip(offset).Take(limit)], (json, segment) => Write(json, segment, count: null), call.EmptyStatus);
    }

    private HttpResponse Get(ApiCall call)
    {
        if (Segment.All.FirstOrDefault(segment => string.Equals(Text(segment.Id), call.Argument, StringComparison.Ordinal)) is not { } segment)
        {
            return Envelope.Refused(404, ApiErrors.UnknownSegment(call.Argument));
        }

        // The first request starts the count, the second one returns and forgets it, so that the next one starts over.
        return options.Has(SandboxAlternative.SlowSegment) && counting.TryAdd(segment.Id, true)
            ? NotReady()
            : Ready(segment);
    }

    private HttpResponse NotReady() => Envelope.Empty(202, [])
        .With("Retry-After", "1")
        .With("Expires", (options.TimeProvider.GetUtcNow() + KeptReady).ToString("R", CultureInfo.InvariantCulture));

    private HttpResponse Ready(Segment segment)
    {
        counting.TryRemove(segment.Id, out _);
        return Envelope.Of(200, [segment], (json, one) => Write(json, one, account.Count(one)), []);
    }

    private void Write(Utf8JsonWriter json, Segment segment, int? count)
    {
        json.WriteStartObject();
        json.WriteNumber("id", segment.Id);
        json.WriteString("name", segment.Name);
        if (count is { } number)
        {
            json.WriteNumber(options.Has(SandboxAlternative.CountIsContacts) ? "contacts" : options.Has(SandboxAlternative.CountIsNumberOfContacts) ? "numberOfContacts" : "count", number);
        }

        json.WriteEndObject();
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
