using System.Runtime.InteropServices;
using ContactsPS.Binding;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>The changes of a plan. Only places, keys and what they do are in memory; the changes are in a <see cref="SpooledRowStore"/>.</summary>
internal sealed class PlanStore : IDisposable
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<long, int> ids = [];
    private readonly Dictionary<Guid, int> newKeys = [];
    private readonly SpooledRowStore store = new();
    private readonly RowSerializer serializer = new();

    public int Count => entries.Count;

    /// <summary>The places of all changes.</summary>
    public IEnumerable<int> Places => Enumerable.Range(0, entries.Count);

    /// <summary>Takes a change.</summary>
    /// <returns>False if there is one about the same contact already: then it is not taken.</returns>
    public bool Add(PlannedChange change, long number)
    {
        var place = entries.Count;
        if (change.Action == ContactChangeAction.Created || change is { Action: ContactChangeAction.Removed, Id: null, Contact: not null })
        {
            // For a created contact, the service may not have returned the id.
            var (key, text) = KeyOf(change);
            var hash = HashOf(key, text);
            if (newKeys.ContainsKey(hash))
            {
                return false;
            }

            newKeys.Add(hash, place);
        }
        else if (change.Id is { } id && !ids.ContainsKey(id))
        {
            ids.Add(id, place);
        }
        else
        {
            return false;
        }

        entries.Add(new Entry(store.Add(serializer.Encode(change.ToValues())), number, Found: -1, Result: -1, PlanState.Missing, change.Action, change.HasMemberships));
        return true;
    }

    /// <summary>A change.</summary>
    public PlannedChange Read(int place) => PlannedChange.OfValues(RowSerializer.Decode(store.Read(entries[place].Row)));

    /// <summary>Replaces a change by what is left of it.</summary>
    public void Replace(int place, PlannedChange change) => entries[place] = entries[place] with { Row = store.Add(serializer.Encode(change.ToValues())) };

    /// <summary>What it does.</summary>
    public ContactChangeAction ActionOf(int place) => entries[place].Action;

    /// <summary>Whether it is about groups or opt-outs.</summary>
    public bool HasMemberships(int place) => entries[place].HasMemberships;

    /// <summary>Its number in the pipeline.</summary>
    public long NumberOf(int place) => entries[place].Number;

    public PlanState StateOf(int place) => entries[place].State;

    public void SetState(int place, PlanState state) => entries[place] = entries[place] with { State = state };

    public void SetResult(int place, int result) => entries[place] = entries[place] with { Result = result };

    public int? ResultOf(int place) => entries[place].Result is var result and >= 0 ? result : null;

    /// <summary>Remembers the contact that a change is about.</summary>
    public void Keep(int place, long id, PlanState state) => entries[place] = entries[place] with { Found = id, State = state };

    /// <summary>The id of the contact that a change is about.</summary>
    public long IdOf(int place) => entries[place].Found;

    /// <summary>The change about a contact; null if no change is.</summary>
    public int? Find(Contact contact)
    {
        if (contact.Id is { } id && ids.TryGetValue(id, out var place))
        {
            return place;
        }

        foreach (var key in new[] { MatchKey.ExternalId, MatchKey.Email, MatchKey.PhoneNumber })
        {
            if (key.Of(contact) is { } text && newKeys.TryGetValue(HashOf(key, text), out place))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>By what a contact that is created is known: its external id, else its e-mail address, else its phone number.</summary>
    public static (MatchKey Key, string Text) KeyOf(PlannedChange change)
    {
        var keys = new[] { MatchKey.ExternalId, MatchKey.Email, MatchKey.PhoneNumber };
        var key = change.Contact is { } contact ? keys.FirstOrDefault(key => key.Of(contact) is not null) : null;
        return key is null ? (MatchKey.ExternalId, change.Key ?? string.Empty) : (key, key.Of(change.Contact!)!);
    }

    public void Dispose()
    {
        store.Dispose();
        serializer.Dispose();
    }

    private static Guid HashOf(MatchKey key, string text) => Client.Redaction.ContentHash.ShortOf($"{key} {key.FormOf(text)}");

    /// <summary>A change.</summary>
    /// <param name="Row">Its position.</param>
    /// <param name="Number">Its number in the pipeline.</param>
    /// <param name="Found">The id of its contact; negative if it was not found.</param>
    /// <param name="Result">Its place in the run's results; negative if it has no place.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Action">What it does.</param>
    /// <param name="HasMemberships">Whether it is about groups or opt-outs.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Row, long Number, long Found, int Result, PlanState State, ContactChangeAction Action, bool HasMemberships);
}

/// <summary>The state of a planned change.</summary>
internal enum PlanState : byte
{
    /// <summary>The service has no such contact.</summary>
    Missing,

    /// <summary>Its contact has the old values.</summary>
    Current,

    /// <summary>Its contact has the new values already.</summary>
    Done,

    /// <summary>Its contact has neither.</summary>
    Stale,

    /// <summary>Nothing more is done about it.</summary>
    Finished,
}
