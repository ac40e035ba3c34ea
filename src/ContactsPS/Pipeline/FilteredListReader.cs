using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Reads lists of contacts that are relied on: a service that ignored the filter would make everybody a member. So before the first list of a kind it is found out whether the filter is applied.
/// </summary>
/// <param name="context">Whose requests they are.</param>
internal sealed class FilteredListReader(CommandContext context)
{
    // A group that no account has: a service that ignores the filter lists contacts for it.
    private const long NoGroup = int.MaxValue;

    private bool isGroupFilterApplied;

    /// <summary>The ids of a group's members.</summary>
    /// <exception cref="ContactsException">A request failed.</exception>
    /// <exception cref="InputException">The service does not apply the filter.</exception>
    public IdSet ReadMembers(long group)
    {
        ThrowIfGroupsAreIgnored();
        var members = new IdSet();
        new ListReader(context).ReadWhole(new ContactQuery { GroupId = group }, contact =>
        {
            if (contact.Id is { } id)
            {
                members.Add(id);
            }
        });
        return members;
    }

    private void ThrowIfGroupsAreIgnored()
    {
        if (isGroupFilterApplied)
        {
            return;
        }

        try
        {
            if (context.Await(context.Client.ListContacts(new ContactQuery { GroupId = NoGroup }, new ListOptions { First = 1, PageSize = 1 }).ReadAllAsync).Count > 0)
            {
                throw InputException.Of(FailureKind.NotTheService, "FilterIgnored", "group");
            }
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Refused or ContactsFailure.NotFound)
        {
            // It looked for the group, so it reads the filter.
        }

        isGroupFilterApplied = true;
    }
}
