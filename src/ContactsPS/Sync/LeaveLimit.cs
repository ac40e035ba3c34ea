using ContactsPS.Errors;

namespace ContactsPS.Sync;

/// <summary>Counts the members that would leave each group, and finds the groups for which the limit is exceeded: then no member leaves.</summary>
/// <param name="maximumPercent">The largest share of a group's members that may leave it, in percent; one member always may.</param>
internal sealed class LeaveLimit(double maximumPercent)
{
    private readonly Dictionary<long, int> leaving = [];
    private readonly Dictionary<long, int> exceeded = [];

    /// <summary>Groups that somebody would leave.</summary>
    public int Groups => leaving.Count;

    /// <summary>Takes a contact that would leave groups.</summary>
    public void Count(IEnumerable<long> groups)
    {
        foreach (var group in groups)
        {
            leaving[group] = leaving.TryGetValue(group, out var count) ? count + 1 : 1;
        }
    }

    /// <summary>Finds the groups that too many would leave, when all are counted.</summary>
    /// <param name="membersOf">How many members a group has; asked only if more than one would leave it.</param>
    public void Apply(Func<long, int> membersOf)
    {
        foreach (var (group, count) in leaving.Where(static entry => entry.Value > 1).Select(static entry => (entry.Key, entry.Value)))
        {
            if (membersOf(group) is var members && count > Math.Max(1, members * maximumPercent / 100))
            {
                exceeded.Add(group, members);
            }
        }
    }

    /// <summary>Whether nobody may leave a group.</summary>
    public bool IsExceeded(long group) => exceeded.ContainsKey(group);

    /// <summary>Why nobody leaves a group, for each of them.</summary>
    /// <param name="nameOf">A group in messages.</param>
    public IEnumerable<InputException> Refusals(Func<long, string> nameOf) =>
        exceeded.Select(entry => InputException.Of(FailureKind.PruneRefused, "PruneRefused_Group", nameOf(entry.Key), leaving[entry.Key], entry.Value, maximumPercent));
}
