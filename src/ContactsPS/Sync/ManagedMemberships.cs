using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>The groups and channels that a sync manages, and the cells of a row about them.</summary>
internal sealed class ManagedMemberships
{
    private const string Everything = "*";

    private readonly GroupReferences references;
    private readonly Action<string> warn;
    private readonly HashSet<string> reported = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="references">Reads groups.</param>
    /// <param name="groups">The groups as typed; null if no groups are managed.</param>
    /// <param name="channels">The channels as typed.</param>
    /// <param name="command">The command's name, for errors.</param>
    /// <param name="warn">Takes a warning.</param>
    /// <exception cref="InputException">A group or channel does not exist, or is the group of all contacts.</exception>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public ManagedMemberships(GroupReferences references, object[]? groups, IReadOnlyCollection<string> channels, string command, Action<string> warn)
    {
        this.references = references;
        this.warn = warn;
        Groups = groups is null ? null : ReadGroups(groups, command);
        Channels = channels.Count == 0 ? null : ReadChannels(channels);
    }

    /// <summary>The groups whose members are set by the source; null if no groups are managed.</summary>
    public IReadOnlyCollection<long>? Groups { get; }

    /// <summary>The channels whose opt-outs are set by the source; null if none are managed.</summary>
    public IReadOnlyCollection<SubscriptionChannel>? Channels { get; }

    /// <summary>The columns that the source must have.</summary>
    public IReadOnlyList<string> Columns => MembershipColumns.Names(Groups is not null, Channels is not null);

    /// <summary>A group in cells.</summary>
    public string NameOf(long group) => references.NameOf(group);

    /// <summary>The changes that give a contact the memberships of a row.</summary>
    /// <param name="desired">What the row says.</param>
    /// <param name="held">The groups that the contact is in.</param>
    /// <param name="unsubscribed">The channels that it is unsubscribed from.</param>
    public MembershipDifference Compare(DesiredMemberships desired, IEnumerable<long> held, IEnumerable<SubscriptionChannel> unsubscribed)
    {
        var (groups, channels) = (held.Where(group => Groups?.Contains(group) == true).ToList(), unsubscribed.ToList());
        return new MembershipDifference(NameOf, groups, channels)
        {
            Joins = desired.Groups is null ? [] : [.. desired.Groups.Except(groups)],
            Leaves = desired.Groups is null ? [] : [.. groups.Except(desired.Groups)],
            OptOuts = desired.OptOuts is null ? [] : [.. desired.OptOuts.Except(channels)],
            OptIns = desired.OptOuts is null || desired.IsShort ? [] : [.. channels.Except(desired.OptOuts)],
        };
    }

    /// <summary>The memberships in a row. Groups and channels that are not managed are ignored, with one warning each.</summary>
    /// <param name="input">The row.</param>
    /// <param name="isShort">Whether it has fewer cells than the header: then it makes no contact leave a group, and resubscribes none.</param>
    /// <exception cref="InputException">A cell names something else than groups or channels.</exception>
    public DesiredMemberships Read(ContactInput input, bool isShort) => new(
        Groups is null || isShort || !input.Row!.Has(MembershipColumns.Group) ? null : ReadGroups(input),
        Channels is null || !input.Row!.Has(MembershipColumns.Unsubscribed) ? null : ReadChannels(input),
        isShort);

    /// <summary>The managed channels in a row, even if the row has other errors; null if they cannot be read.</summary>
    public IReadOnlyCollection<SubscriptionChannel>? TryReadOptOuts(ContactInput input)
    {
        try
        {
            return Channels is null || !input.Row!.Has(MembershipColumns.Unsubscribed) ? [] : ReadChannels(input);
        }
        catch (InputException)
        {
            return null;
        }
    }

    private HashSet<long> ReadGroups(object[] typed, string command)
    {
        const string Parameter = "-ManageGroup";
        var all = references.All.Where(static group => group.Id is not null).ToLookup(GroupReferences.IsAllContacts, static group => group.Id!.Value);
        var isEverything = typed.Any(static value => InputRow.Unwrap(value) is string text && ColumnNameOf(text) == Everything);
        var named = typed.Where(static value => !(InputRow.Unwrap(value) is string text && ColumnNameOf(text) == Everything)).ToArray();
        var groups = new HashSet<long>(isEverything ? all[false] : []);
        if (named.Any(static value => InputRow.Unwrap(value) is string text && string.Equals(ColumnNameOf(text), GroupReferences.AllContacts, StringComparison.OrdinalIgnoreCase)))
        {
            throw InputException.InvalidField(Parameter, Parameter, GroupReferences.AllContacts, Messages.Get("NeedsOtherGroup"));
        }

        if (named.Length > 0)
        {
            groups.UnionWith(references.Read(named, command, Parameter));
        }

        return groups.FirstOrDefault(all[true].Contains) is var builtIn and not 0 ? throw InputException.InvalidField(Parameter, Parameter, builtIn, Messages.Get("NeedsOtherGroup")) : groups;
    }

    private static string ColumnNameOf(string text) => Files.ColumnName.Clean(text);

    private static HashSet<SubscriptionChannel> ReadChannels(IEnumerable<string> typed)
    {
        var channels = new HashSet<SubscriptionChannel>();
        foreach (var name in typed.Select(ColumnNameOf))
        {
            channels.UnionWith(name is Everything or "all" ? SubscriptionChannel.All : [Find(name) ?? throw InputException.InvalidField("-ManageSubscription", "-ManageSubscription", name, Messages.Get("NeedsManagedChannel"))]);
        }

        return channels;
    }

    private static SubscriptionChannel? Find(string name) => SubscriptionChannel.All.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase));

    private HashSet<long> ReadGroups(ContactInput input)
    {
        if (input.Row!.Filled(MembershipColumns.Group) is not { } cell || !WordsOf(cell).Any())
        {
            return [];
        }

        var named = references.Read(cell, input.Label, MembershipColumns.Group);
        foreach (var other in named.Where(group => !Groups!.Contains(group)).Select(NameOf).Where(reported.Add))
        {
            warn(Messages.Get("GroupIsNotManaged", other));
        }

        return [.. named.Where(Groups!.Contains)];
    }

    private HashSet<SubscriptionChannel> ReadChannels(ContactInput input)
    {
        var channels = new HashSet<SubscriptionChannel>();
        foreach (var word in WordsOf(input.Row!.Filled(MembershipColumns.Unsubscribed)))
        {
            var channel = Find(word) ?? throw InputException.InvalidField(input.Label, MembershipColumns.Unsubscribed, word, Messages.Get("NeedsChannels"));
            if (Channels!.Contains(channel))
            {
                channels.Add(channel);
            }
            else if (reported.Add($"channel {channel}"))
            {
                warn(Messages.Get("ChannelIsNotManaged", channel));
            }
        }

        return channels;
    }

    private static IEnumerable<string> WordsOf(object? cell) => cell switch
    {
        null => [],
        string text => text.Split(';').Select(ColumnNameOf).Where(static word => word.Length > 0),
        System.Collections.IEnumerable list => list.Cast<object?>().SelectMany(static item => WordsOf(InputRow.Unwrap(item))),
        var other => [DataValue.Of(other).ToText()],
    };
}

/// <summary>What a row says of groups and opt-outs.</summary>
/// <param name="Groups">The managed groups that its contact is to be in; null if it says nothing.</param>
/// <param name="OptOuts">The managed channels that its contact is unsubscribed from; null if it says nothing.</param>
/// <param name="IsShort">Whether the row has fewer cells than the header.</param>
internal readonly record struct DesiredMemberships(IReadOnlyCollection<long>? Groups, IReadOnlyCollection<SubscriptionChannel>? OptOuts, bool IsShort);
