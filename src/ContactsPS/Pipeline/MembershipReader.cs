using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Reads the members of groups and the opt-outs of channels: list by list, or contact by contact. If the service ignored a filter, everybody would seem to be a member or unsubscribed. So
/// before a list is relied on, it is verified that the filter is applied.
/// </summary>
/// <param name="context">Sends the requests.</param>
internal sealed class MembershipReader(CommandContext context)
{
    // A group that no account has. If the service lists contacts for it, it ignores the filter.
    private const long NoGroup = int.MaxValue;

    private static readonly ListOptions One = new() { First = 1, PageSize = 1 };

    /// <summary>The fewest requests for lists: each takes at least a page, an empty page and a request that verifies the filter.</summary>
    private static int FewestOfLists(int groups, int channels) => (2 * groups) + (groups > 0 ? 1 : 0) + (3 * channels);

    /// <summary>The requests for contacts one by one.</summary>
    private static long RequestsOf(long contacts, int groups, int channels) => contacts * ((groups > 0 ? 1 : 0) + channels);

    /// <summary>Reads the memberships of some contacts, list by list or one by one, whichever takes fewer requests.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public MembershipIndex Read(IReadOnlyCollection<long> contacts, IReadOnlyCollection<long> groups, IReadOnlyCollection<SubscriptionChannel> channels)
    {
        var requests = RequestsOf(contacts.Count, groups.Count, channels.Count);
        return requests <= FewestOfLists(groups.Count, channels.Count) || new ListReader(context).IsLargerThan(requests)
            ? ReadContacts(contacts, groups, channels)
            : ReadLists(groups, channels);
    }

    /// <summary>Reads lists of all contacts.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public MembershipIndex ReadLists(IReadOnlyCollection<long> groups, IReadOnlyCollection<SubscriptionChannel> channels)
    {
        var index = new MembershipIndex { IsWhole = true };
        if (groups.Count > 0)
        {
            ThrowIfGroupsAreIgnored();
        }

        foreach (var group in groups)
        {
            Fill(index.MembersOf(group), new ContactQuery { GroupId = group });
        }

        foreach (var channel in channels)
        {
            var unsubscribed = index.UnsubscribedFrom(channel);
            Fill(unsubscribed, channel.Query(isUnsubscribed: true));
            if (unsubscribed.First is { } first)
            {
                ThrowIfChannelIsIgnored(channel, first);
            }
        }

        return index;
    }

    /// <summary>Reads the memberships of some contacts, one by one.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public MembershipIndex ReadContacts(IReadOnlyCollection<long> contacts, IReadOnlyCollection<long> groups, IReadOnlyCollection<SubscriptionChannel> channels)
    {
        var index = new MembershipIndex();
        ContactsException? failed = null;
        foreach (var group in groups)
        {
            _ = index.MembersOf(group);
        }

        foreach (var channel in channels)
        {
            _ = index.UnsubscribedFrom(channel);
        }

        foreach (var contact in contacts.OrderBy(static id => id))
        {
            if (groups.Count > 0)
            {
                context.Requests.Start(
                    token => context.Client.GetGroupsOfContactAsync(contact, token),
                    found =>
                    {
                        foreach (var id in found.Select(static group => group.Id).OfType<long>().Where(groups.Contains))
                        {
                            index.MembersOf(id).Add(contact);
                        }
                    },
                    failure => failed ??= failure);
            }

            foreach (var channel in channels)
            {
                context.Requests.Start(
                    token => context.Client.FindContactsAsync(channel.Query(isUnsubscribed: true, contact), token),
                    found =>
                    {
                        if (found.Any(one => one.Id == contact))
                        {
                            index.UnsubscribedFrom(channel).Add(contact);
                        }
                    },
                    failure => failed ??= failure);
            }
        }

        context.WaitUntil(() => context.Requests.Count == 0);
        foreach (var channel in channels)
        {
            if (index.UnsubscribedFrom(channel).First is { } first)
            {
                ThrowIfChannelIsIgnored(channel, first);
            }
        }

        return failed is null ? index : throw failed;
    }

    private static InputException Ignored(string filter) => InputException.Of(FailureKind.NotTheService, "FilterIgnored", filter);

    private void Fill(IdSet set, ContactQuery query) => new ListReader(context).ReadWhole(query, contact =>
    {
        if (contact.Id is { } id)
        {
            set.Add(id);
        }
    });

    private void ThrowIfGroupsAreIgnored()
    {
        try
        {
            if (context.Await(context.Client.ListContacts(new ContactQuery { GroupId = NoGroup }, One).ReadAllAsync).Count > 0)
            {
                throw Ignored("group");
            }
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Refused or ContactsFailure.NotFound)
        {
            // The service looked for the group, so it applies the filter.
        }
    }

    /// <summary>No contact is both unsubscribed and subscribed.</summary>
    private void ThrowIfChannelIsIgnored(SubscriptionChannel channel, long unsubscribed)
    {
        if (context.Await(token => context.Client.FindContactsAsync(channel.Query(isUnsubscribed: false, unsubscribed), token)).Any(contact => contact.Id == unsubscribed))
        {
            throw Ignored($"isUnsubscribe{char.ToUpperInvariant(channel.Name[0])}{channel.Name.Substring(1)}");
        }
    }
}
