using System.Collections.ObjectModel;

namespace ContactsPS.Client;

/// <summary>Makes the read-only dictionaries that models carry.</summary>
internal static class PropertyBag
{
    /// <summary>The bag of a model that carries nothing beside its named properties.</summary>
    public static readonly ReadOnlyDictionary<string, object?> Empty =
        new(new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// Keys are found whatever their letter case, as PowerShell users expect, unless the service sent two that differ in
    /// nothing else: then both are kept and the case decides.
    /// </summary>
    public static void Add(ref Dictionary<string, object?>? bag, string name, object? value)
    {
        bag ??= new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (!ReferenceEquals(bag.Comparer, StringComparer.Ordinal) && bag.ContainsKey(name) && !bag.Keys.Contains(name, StringComparer.Ordinal))
        {
            bag = new Dictionary<string, object?>(bag, StringComparer.Ordinal);
        }

        bag[name] = value;
    }

    /// <summary>Seals a bag; an absent one becomes <see cref="Empty"/>.</summary>
    public static ReadOnlyDictionary<string, object?> Seal(Dictionary<string, object?>? bag) =>
        bag is null ? Empty : new ReadOnlyDictionary<string, object?>(bag);
}
