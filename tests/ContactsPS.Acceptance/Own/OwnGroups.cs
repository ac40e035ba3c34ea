using System.Globalization;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;

namespace ContactsPS.Acceptance.Own;

/// <summary>The groups that a run creates, if the service allows it: the vendor's page does not document that.</summary>
internal sealed class OwnGroups(ApiSession api, RunNames names)
{
    private const int Page = 100;
    private const int MostPages = 50;

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>The response to the latest creation.</summary>
    public ApiResponse? Response { get; private set; }

    /// <summary>Creates a group.</summary>
    /// <returns>The id; null if the group was not created.</returns>
    public async Task<long?> CreateAsync(string what)
    {
        var name = names.Group(what);
        sent.Add(name);
        Response = await api.PostAsync("group", new JsonArray(new JsonObject { ["name"] = name, ["description"] = "An acceptance test. It removes this group at its end." }));
        return Response.IsDone && await FindAsync(own => own == name) is [var (id, _), ..] ? id : null;
    }

    /// <summary>Creates a group that a check needs.</summary>
    /// <exception cref="NotDecidedException">The service does not create the group.</exception>
    public async Task<long> NeedAsync(string what) =>
        await CreateAsync(what) ?? throw new NotDecidedException($"it needs a group of its own, and POST group was answered with {Response}");

    public Task<ApiResponse> RemoveAsync(long id) => api.DeleteAsync("group", OwnContacts.Ids(id));

    /// <summary>Groups with a name that the run has sent, or that begins with its prefix.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> FindAsync(Func<string, bool>? isMeant = null)
    {
        var (found, offset, first) = (new List<(long, string)>(), 0, (long?)null);
        for (var page = 0; page < MostPages; page++)
        {
            var response = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"group?limit={Page}&offset={offset}"));
            if (response.Data.Count == 0 || (page > 0 && response.Data[0].Id() == first))
            {
                break;
            }

            first = response.Data[0].Id();
            found.AddRange(response.Data
                .Select(static item => (Id: item.Id() ?? 0, Name: item.Text("name") ?? string.Empty))
                .Where(group => group.Id > 0 && group.Name.StartsWith($"{names.Prefix} ", StringComparison.Ordinal) && isMeant?.Invoke(group.Name) != false));
            offset += response.Data.Count;
        }

        return found;
    }

    /// <summary>Removes the groups of the run.</summary>
    /// <returns>The number of groups that are left.</returns>
    public async Task<int> RemoveAllAsync()
    {
        if (sent.Count == 0)
        {
            return 0;
        }

        foreach (var (id, _) in await FindAsync())
        {
            await RemoveAsync(id);
        }

        return (await FindAsync()).Count;
    }

    /// <summary>Records that an earlier run has created groups.</summary>
    public void Adopt() => sent.Add(names.Prefix);
}
