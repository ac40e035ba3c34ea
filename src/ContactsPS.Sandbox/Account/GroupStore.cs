namespace ContactsPS.Sandbox.Account;

/// <summary>The groups in the order of their ids. Not thread-safe: the account locks.</summary>
internal sealed class GroupStore
{
    private readonly List<SandboxGroup> groups = [];
    private long lastId;

    public IReadOnlyList<SandboxGroup> All => groups;

    public SandboxGroup Add(string name, string description, string? externalId, DateTimeOffset now)
    {
        var group = new SandboxGroup(++lastId, name, description, externalId, now);
        groups.Add(group);
        return group;
    }

    public SandboxGroup? Find(long id) => groups.Find(group => group.Id == id);

    public SandboxGroup? Change(long id, Func<SandboxGroup, SandboxGroup> change)
    {
        var position = groups.FindIndex(group => group.Id == id);
        return position < 0 ? null : groups[position] = change(groups[position]);
    }

    public bool Remove(long id) => groups.RemoveAll(group => group.Id == id) > 0;
}
