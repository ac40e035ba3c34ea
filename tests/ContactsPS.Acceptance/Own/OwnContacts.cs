using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;

namespace ContactsPS.Acceptance.Own;

/// <summary>The contacts that a run creates. It knows the external id of each before it is sent, and so finds the contact even if the response is lost.</summary>
internal sealed class OwnContacts(ApiSession api, RunNames names)
{
    /// <summary>The maximum number of contacts of a run.</summary>
    public const int Limit = 300;

    /// <summary>The number of contacts in <see cref="ListAsync"/>: more than the default page size.</summary>
    public const int SizeOfList = 130;

    private const int LargestPage = 1000;
    private const int MostPages = 20;
    private const int Batch = 100;

    private static readonly TimeSpan[] RepeatAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    // External ids, and the email addresses that were sent with them.
    private readonly Dictionary<string, string?> sent = new(StringComparer.Ordinal);
    private readonly List<string> lists = [];
    private Task<OwnList>? list;

    /// <summary>The groups of the run.</summary>
    public OwnGroups Groups { get; } = new(api, names);

    public RunNames Names { get; } = names;

    /// <summary>The number of contacts that the service may have created.</summary>
    public int Count { get; private set; }

    /// <summary>A contact to create.</summary>
    public JsonObject New(string? externalId = null)
    {
        externalId ??= Names.Next();
        return new JsonObject { ["externalId"] = externalId, ["email"] = RunNames.Email(externalId) };
    }

    /// <summary>Records the contacts, and then sends them.</summary>
    public Task<ApiResponse> PostAsync(params IReadOnlyCollection<JsonObject> items) => PostAsync(isCompressed: false, items);

    /// <inheritdoc cref="PostAsync(IReadOnlyCollection{JsonObject})"/>
    public async Task<ApiResponse> PostAsync(bool isCompressed, IReadOnlyCollection<JsonObject> items)
    {
        Claim(items);
        return await api.SendAsync(new ApiRequest(HttpMethod.Post, "contact", new JsonArray([.. items])) { IsCompressed = isCompressed });
    }

    /// <summary>Sends contacts that a service should refuse: they count only if it does not.</summary>
    public async Task<ApiResponse> PostInvalidAsync(IReadOnlyCollection<JsonObject> items)
    {
        Remember(items);
        var response = await api.PostAsync("contact", new JsonArray([.. items]));
        Count += response.Data.Count;
        return response;
    }

    /// <summary>Creates a contact and reads it back.</summary>
    /// <param name="change">Sets further fields besides an external id and an email address.</param>
    /// <exception cref="NotDecidedException">The service does not create the contact, or does not return it.</exception>
    public async Task<OwnContact> CreateAsync(Action<JsonObject>? change = null)
    {
        var item = New();
        change?.Invoke(item);
        var response = await PostAsync(item);
        return response.IsDone
            ? await ReadAsync(item["externalId"]!.GetValue<string>())
            : throw new NotDecidedException($"a contact of the run was refused: {response}");
    }

    /// <summary>Reads a contact that was created.</summary>
    /// <param name="until">The condition to wait for, for some seconds; null: that the contact exists.</param>
    /// <exception cref="NotDecidedException">The contact is not found.</exception>
    public async Task<OwnContact> ReadAsync(string externalId, Func<JsonElement, bool>? until = null)
    {
        var found = await FindAsync("externalId", externalId, until: contacts => contacts is [var contact, ..] && until?.Invoke(contact.Json) != false);
        return found is [var first, ..] ? first : throw new NotDecidedException("a contact of the run was created and is not found");
    }

    /// <summary>The contacts that match, in a list with a filter, whether or not the service applies the filter.</summary>
    /// <param name="query">More of the query.</param>
    /// <param name="until">The condition to wait for, for some seconds; null: no wait.</param>
    public async Task<IReadOnlyList<OwnContact>> FindAsync(string filter, string value, string query = "", Func<IReadOnlyList<OwnContact>, bool>? until = null) =>
        (await LookUpAsync(filter, value, query, until)).Found;

    /// <summary>The same, and whether the list contained only matching contacts.</summary>
    public async Task<(IReadOnlyList<OwnContact> Found, bool IsApplied)> LookUpAsync(string filter, string value, string query = "", Func<IReadOnlyList<OwnContact>, bool>? until = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await LookUpOnceAsync(filter, value, query);
            if (attempt == RepeatAfter.Length || until?.Invoke(result.Found) != false)
            {
                return result;
            }

            await api.WaitAsync(RepeatAfter[attempt]);
        }
    }

    private async Task<(IReadOnlyList<OwnContact> Found, bool IsApplied)> LookUpOnceAsync(string filter, string value, string query)
    {
        var (found, isApplied, offset) = (new List<OwnContact>(), true, 0);
        for (var page = 0; page < MostPages; page++)
        {
            var response = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"contact?{filter}={Uri.EscapeDataString(value)}{query}&limit={LargestPage}&offset={offset}"));
            if (!response.IsList)
            {
                throw new NotDecidedException($"the filter {filter} was answered with {response}");
            }

            var matching = response.Data.Where(item => string.Equals(Value(item, filter), value, StringComparison.OrdinalIgnoreCase) && IsOwn(item)).ToList();
            found.AddRange(matching.Where(static item => item.Id() is not null).Select(static item => new OwnContact(item.Id()!.Value, item.Text("externalId") ?? string.Empty, item)));
            isApplied &= matching.Count == response.Data.Count;
            offset += response.Data.Count;
            if (response.Data.Count == 0 || isApplied)
            {
                break;
            }
        }

        return (filter == "externalId" ? [.. found.Where(contact => contact.ExternalId == value)] : found, isApplied);
    }

    /// <summary>Removes a contact of the run.</summary>
    public Task<ApiResponse> RemoveAsync(OwnContact contact) => api.DeleteAsync("contact", Ids(contact.Id));

    /// <summary>Records an external id that a contact of the run may get after its creation.</summary>
    public string Note(string externalId)
    {
        sent.TryAdd(externalId, RunNames.Email(externalId));
        return externalId;
    }

    public static JsonObject Ids(params IEnumerable<long> ids) => new() { ["id"] = new JsonArray([.. ids.Select(static id => JsonValue.Create(id))]) };

    /// <summary>A list of <see cref="SizeOfList"/> contacts of the run only: the members of its own group, or else contacts that share an email address.</summary>
    /// <exception cref="NotDecidedException">This service offers no such list.</exception>
    public Task<OwnList> ListAsync() => list ??= MakeListAsync();

    /// <summary>Reads a whole list, page by page up to an empty page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadListAsync(string query, int limit = LargestPage)
    {
        var items = new List<JsonElement>();
        while (true)
        {
            var page = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"contact?{query}&limit={limit}&offset={items.Count}"));
            items.AddRange(page.IsList ? page.Data : throw new NotDecidedException($"the list was answered with {page}"));
            if (page.Data.Count == 0 || items.Count > LargestPage)
            {
                return items;
            }
        }
    }

    /// <summary>Removes everything of the run that still exists: the contacts whose external id or email address the run has sent.</summary>
    /// <returns>The number of contacts and groups that could not be removed.</returns>
    public async Task<int> RemoveAllAsync()
    {
        var members = await FindMembersAsync();
        var others = await FindEachAsync(sent.Keys.Except(members.Values, StringComparer.Ordinal));
        await RemoveAsync([.. members.Keys.Union(others.Keys)], Batch);
        var left = (await FindMembersAsync()).Count + (await FindEachAsync(others.Values)).Count;
        return left + await Groups.RemoveAllAsync();
    }

    /// <summary>Records the external ids and groups of an earlier run.</summary>
    public void Adopt(IEnumerable<string> externalIds, IEnumerable<long> groups)
    {
        foreach (var externalId in externalIds)
        {
            Note(externalId);
        }

        lists.AddRange(groups.Select(static id => string.Create(CultureInfo.InvariantCulture, $"group={id}")));
    }

    /// <summary>The contacts in the lists of the run, each with the external id that was sent.</summary>
    private async Task<Dictionary<long, string>> FindMembersAsync()
    {
        var found = new Dictionary<long, string>();
        foreach (var query in lists)
        {
            foreach (var item in (await ReadListAsync(query)).Where(item => item.Id() is not null && IsOwn(item)))
            {
                found[item.Id()!.Value] = item.Text("externalId") ?? string.Empty;
            }
        }

        return found;
    }

    /// <summary>Finds contacts by external id, or else by email address: one of the two filters may not work at the service.</summary>
    private async Task<Dictionary<long, string>> FindEachAsync(IEnumerable<string> externalIds)
    {
        var found = new Dictionary<long, string>();
        foreach (var externalId in externalIds.ToList())
        {
            var contacts = await TryFindAsync("externalId", externalId);
            if (contacts is not { Count: > 0 } && sent[externalId] is { } email)
            {
                contacts = await TryFindAsync("email", email) ?? contacts;
            }

            foreach (var contact in contacts ?? throw new NotDecidedException("the service does not let contacts of the run be looked up"))
            {
                found[contact.Id] = sent.ContainsKey(contact.ExternalId) ? contact.ExternalId : externalId;
            }
        }

        return found;
    }

    /// <returns>Null if the service refuses the filter.</returns>
    private async Task<IReadOnlyList<OwnContact>?> TryFindAsync(string filter, string value)
    {
        try
        {
            return await FindAsync(filter, value);
        }
        catch (NotDecidedException)
        {
            return null;
        }
    }

    /// <summary>Whether a contact has an external id or an email address of the run, all of which begin with its prefix.</summary>
    private bool IsOwn(JsonElement item) =>
        (item.Text("externalId") is { } externalId && externalId.StartsWith(Names.Prefix, StringComparison.Ordinal) && sent.ContainsKey(externalId))
        || (item.Text("email") is { } email && email.StartsWith(Names.Prefix, StringComparison.OrdinalIgnoreCase) && sent.Values.Contains(email, StringComparer.OrdinalIgnoreCase));

    private async Task RemoveAsync(IReadOnlyList<long> ids, int batch)
    {
        for (var start = 0; start < ids.Count; start += batch)
        {
            var response = await api.DeleteAsync("contact", Ids(ids.Skip(start).Take(batch)));
            if (response.Status is not (200 or 207) && batch > 1)
            {
                await RemoveAsync([.. ids.Skip(start).Take(batch)], batch / 2);
            }
        }
    }

    private async Task<OwnList> MakeListAsync()
    {
        var group = await Groups.CreateAsync("list");
        if (group is { } id && await TryMakeListAsync(string.Create(CultureInfo.InvariantCulture, $"group={id}"), item => item["addToGroup"] = new JsonArray(JsonValue.Create(id)), id) is { } members)
        {
            return members;
        }

        var email = RunNames.Email($"{Names.Prefix}-list");
        return Count + SizeOfList <= Limit && await TryMakeListAsync($"email={Uri.EscapeDataString(email)}", item => item["email"] = email, group: null) is { } sharing
            ? sharing
            : throw new NotDecidedException("no list can hold only contacts of the run: neither a group nor a shared address works");
    }

    private async Task<OwnList?> TryMakeListAsync(string query, Action<JsonObject> change, long? group)
    {
        var first = New();
        change(first);
        if (!(await PostAsync(first)).IsDone || !await HoldsOnlyAsync(query, [first["externalId"]!.GetValue<string>()]))
        {
            return null;
        }

        lists.Add(query);
        var items = Enumerable.Range(1, SizeOfList - 1).Select(_ => New()).ToList();
        items.ForEach(change);
        HashSet<string> all = [first["externalId"]!.GetValue<string>(), .. items.Select(static item => item["externalId"]!.GetValue<string>())];
        Claim(items);
        return await TryPostAsync(items, Batch) && await HoldsOnlyAsync(query, all) ? new OwnList(query, all, group) : null;
    }

    private async Task<bool> HoldsOnlyAsync(string query, HashSet<string> expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            var page = await ReadListAsync(query);
            var there = page.Select(static item => item.Text("externalId") ?? string.Empty).ToHashSet(StringComparer.Ordinal);
            if (there.SetEquals(expected) || !there.IsSubsetOf(expected) || attempt == RepeatAfter.Length)
            {
                return there.SetEquals(expected);
            }

            await api.WaitAsync(RepeatAfter[attempt]);
        }
    }

    /// <summary>Sends contacts that are recorded already, in smaller batches if the service refuses large ones.</summary>
    private async Task<bool> TryPostAsync(List<JsonObject> items, int batch)
    {
        for (var start = 0; start < items.Count; start += batch)
        {
            var part = items.Skip(start).Take(batch).ToList();
            var response = await api.PostAsync("contact", new JsonArray([.. part.Select(static item => item.DeepClone())]));
            if (!response.IsDone && (batch == 1 || response.Status == 207 || !await TryPostAsync(part, batch / 2)))
            {
                return false;
            }
        }

        return true;
    }

    private void Claim(IReadOnlyCollection<JsonObject> items)
    {
        if (Count + items.Count > Limit)
        {
            throw new LimitException("the limit of contacts was reached");
        }

        Count += items.Count;
        Remember(items);
    }

    private void Remember(IEnumerable<JsonObject> items)
    {
        foreach (var item in items)
        {
            sent[item["externalId"]!.GetValue<string>()] = item["email"]?.GetValue<string>();
        }
    }

    private static string? Value(JsonElement item, string filter) =>
        filter == "id" ? item.Id()?.ToString(CultureInfo.InvariantCulture) : item.Text(filter);
}
