namespace ContactsPS.Sandbox.Account;

/// <summary>The ids of the contacts that have a text, ascending: looking one up among 100 000 must not read them all.</summary>
internal sealed class TextIndex(StringComparer comparer)
{
    private readonly Dictionary<string, List<long>> ids = new(comparer);

    public IReadOnlyList<long> Ids(string text) => this.ids.TryGetValue(text, out var ids) ? ids : [];

    public void Add(string? text, long id)
    {
        if (text is null)
        {
            return;
        }

        if (!this.ids.TryGetValue(text, out var ids))
        {
            this.ids.Add(text, ids = new List<long>(1));
        }

        ids.Insert(~ids.BinarySearch(id), id);
    }

    public void Remove(string? text, long id)
    {
        if (text is not null && this.ids.TryGetValue(text, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            this.ids.Remove(text);
        }
    }
}
