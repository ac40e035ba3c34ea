using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>A name seen in externalData, with the type of the first value seen under it.</summary>
internal sealed record SeenField(long Id, string Name, string Type);

/// <summary>Every name seen in externalData so far, in the order they were first seen. Not thread-safe: the account locks.</summary>
internal sealed class FieldCatalog
{
    private readonly List<SeenField> _fields = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public SeenField[] Snapshot() => [.. _fields];

    public void Note(SandboxContact contact)
    {
        foreach (var pair in contact.ExternalData)
        {
            if (_names.Add(pair.Key))
            {
                _fields.Add(new SeenField(_fields.Count + 1, pair.Key, TypeOf(pair.Value)));
            }
        }
    }

    private static string TypeOf(object value) => value switch
    {
        bool => "bool",
        string text => WireTime.TryParse(text, out _) ? "date" : "string",
        _ => "number",
    };
}
