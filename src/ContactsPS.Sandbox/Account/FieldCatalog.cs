using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>A name in externalData, with the type of its first value.</summary>
internal sealed record SeenField(long Id, string Name, string Type);

/// <summary>All names in externalData so far, in the order of their first use. Not thread-safe: the account locks.</summary>
internal sealed class FieldCatalog
{
    private readonly List<SeenField> fields = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public SeenField[] Snapshot() => [.. fields];

    public void Note(SandboxContact contact)
    {
        foreach (var pair in contact.ExternalData)
        {
            if (names.Add(pair.Key))
            {
                fields.Add(new SeenField(fields.Count + 1, pair.Key, TypeOf(pair.Value)));
            }
        }
    }

    private static string TypeOf(object value) => value switch
    {
        bool => "bool",
        string text => ServiceDate.TryParse(text, out _) ? "date" : "string",
        _ => "number",
    };
}
