using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>The groups and opt-outs of contacts to remove, so that they can be created again as they were.</summary>
internal sealed class RemovalRecord
{
    private readonly MembershipIndex? index;

    /// <param name="context">Sends the requests.</param>
    /// <param name="contacts">The contacts.</param>
    public RemovalRecord(CommandContext context, IReadOnlyCollection<long> contacts)
    {
        if (contacts.Count == 0)
        {
            return;
        }

        try
        {
            index = new MembershipReader(context).Read(contacts, new GroupReferences(context).Joinable, SubscriptionChannel.All);
        }
        catch (InputException exception)
        {
            context.Streams.WriteWarning(Messages.Get("NotRecorded", exception.Message));
        }
        catch (ContactsException exception) when (!FailureKind.Of(exception.Failure).IsTerminating || exception.Failure == ContactsFailure.Forbidden)
        {
            context.Streams.WriteWarning(Messages.Get("NotRecorded", exception.Message));
        }
    }

    /// <summary>The groups that a contact is in; null if they could not be read.</summary>
    public IReadOnlyList<string>? GroupsOf(long contact) => index is null ? null : [.. index.GroupsOf(contact).Select(GroupReferences.IdNameOf)];

    /// <summary>The channels that a contact is unsubscribed from; null if they could not be read.</summary>
    public IReadOnlyList<string>? OptOutsOf(long contact) => index is null ? null : [.. index.OptOutsOf(contact).Select(static channel => channel.Name)];
}
