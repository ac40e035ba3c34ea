namespace ContactsPS.Sandbox.Account;

/// <summary>The ids of contacts by the value of a field, ascending, so that a look-up among 100 000 contacts does not read them all.</summary>
internal sealed class TextIndex(ContactField field)
{
    private readonly Dictionary<string, List<long>> ids = new(field.SearchComparer);

    /// <summary>The contacts with the same value as the example; null if the example has no value.</summary>
    public IReadOnlyList<long>? Ids(SandboxContact example) =>
        field.Get(example) is not { } text ? null : this.ids.TryGetValue(text, out var ids) ? ids : [];

    public void Add(SandboxContact contact)
    {
        if (field.Get(contact) is not { } text)
        {
            return;
        }

        if (!this.ids.TryGetValue(text, out var ids))
        {
            this.ids.Add(text, ids = new List<long>(1));
        }

        ids.Insert(~ids.BinarySearch(contact.Id), contact.Id);
    }

    public void Remove(SandboxContact contact)
    {
        if (field.Get(contact) is { } text && this.ids.TryGetValue(text, out var ids) && ids.Remove(contact.Id) && ids.Count == 0)
        {
            this.ids.Remove(text);
        }
    }
}
