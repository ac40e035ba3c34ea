using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// The columns Group and Unsubscribed of an export. The first piped contacts are held: if there are no more, reading them one by one may take fewer requests than the lists of a large account.
/// </summary>
internal sealed class MembershipColumns
{
    /// <summary>The column with the groups of a contact.</summary>
    public const string Group = "Group";

    /// <summary>The column with the channels that a contact is unsubscribed from.</summary>
    public const string Unsubscribed = "Unsubscribed";

    private const int MostHeld = 100;

    private readonly CommandContext context;
    private readonly GroupReferences groups;
    private readonly IReadOnlyList<long>? groupIds;
    private readonly IReadOnlyList<SubscriptionChannel>? channels;
    private readonly Action<Contact, IReadOnlyList<IReadOnlyList<string>>> write;
    private readonly List<Contact> held = [];
    private MembershipIndex? index;

    /// <param name="context">Sends the requests.</param>
    /// <param name="hasGroups">Whether there is a column Group.</param>
    /// <param name="hasSubscriptions">Whether there is a column Unsubscribed.</param>
    /// <param name="write">Takes each contact with the values of the columns.</param>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public MembershipColumns(CommandContext context, bool hasGroups, bool hasSubscriptions, Action<Contact, IReadOnlyList<IReadOnlyList<string>>> write)
    {
        this.context = context;
        this.write = write;
        groups = new GroupReferences(context);
        groupIds = hasGroups ? groups.Joinable : null;
        channels = hasSubscriptions ? SubscriptionChannel.All : null;
    }

    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Names(bool hasGroups, bool hasSubscriptions) => [.. hasGroups ? new[] { Group } : [], .. hasSubscriptions ? new[] { Unsubscribed } : []];

    /// <summary>Reads the lists, for contacts that may be many.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public void ReadLists() => index = new MembershipReader(context).ReadLists(groupIds ?? [], channels ?? []);

    /// <summary>Adds a contact.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public void Add(Contact contact)
    {
        if (index is not null)
        {
            Write(contact);
            return;
        }

        held.Add(contact);
        if (held.Count > MostHeld)
        {
            ReadLists();
            WriteHeld();
        }
    }

    /// <summary>Writes the held contacts.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public void Complete()
    {
        if (held.Count > 0)
        {
            index = new MembershipReader(context).Read([.. held.Select(static contact => contact.Id).OfType<long>().Distinct()], groupIds ?? [], channels ?? []);
        }

        WriteHeld();
    }

    private void WriteHeld()
    {
        foreach (var contact in held)
        {
            Write(contact);
        }

        held.Clear();
    }

    private void Write(Contact contact)
    {
        var lists = new List<IReadOnlyList<string>>();
        if (groupIds is not null)
        {
            lists.Add(contact.Id is { } id ? [.. index!.GroupsOf(id).Select(groups.NameOf)] : []);
        }

        if (channels is not null)
        {
            lists.Add(contact.Id is { } id ? [.. index!.OptOutsOf(id).Select(static channel => channel.Name)] : []);
        }

        write(contact, lists);
    }
}
