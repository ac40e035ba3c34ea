using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ContactsPS.Completion;

/// <summary>The results of earlier completions, kept for a minute, or some seconds after a failure, as long as their owner lives.</summary>
internal sealed class CompletionCache
{
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NotToBeHad = TimeSpan.FromSeconds(5);
    private static readonly ConditionalWeakTable<object, CompletionCache> OfOwner = new();

    private readonly ConcurrentDictionary<string, (DateTime Until, object? Items)> finds = new(StringComparer.Ordinal);

    /// <summary>The owner's data under a name; null if it could not be read.</summary>
    /// <param name="owner">The connection or the session of the data.</param>
    /// <param name="name">The name of the data.</param>
    /// <param name="find">Reads the data.</param>
    public static IReadOnlyList<T> Of<T>(object owner, string name, Func<IReadOnlyList<T>> find) =>
        OfOwner.GetOrCreateValue(owner).Recall(name, find) ?? [];

    private IReadOnlyList<T>? Recall<T>(string name, Func<IReadOnlyList<T>> find)
    {
        if (finds.TryGetValue(name, out var kept) && DateTime.UtcNow < kept.Until)
        {
            return (IReadOnlyList<T>?)kept.Items;
        }

        IReadOnlyList<T>? items = null;
        try
        {
            return items = find();
        }
        finally
        {
            finds[name] = (DateTime.UtcNow + (items is null ? NotToBeHad : Found), items);
        }
    }
}
