using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ContactsPS.Completion;

/// <summary>What earlier Tabs found, kept for the next ones as long as its owner lives: a minute, or some seconds where nothing could be had.</summary>
internal sealed class CompletionCache
{
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NotToBeHad = TimeSpan.FromSeconds(5);
    private static readonly ConditionalWeakTable<object, CompletionCache> OfOwner = new();

    private readonly ConcurrentDictionary<string, (DateTime Until, object? Items)> finds = new(StringComparer.Ordinal);

    /// <summary>What the owner has under a name; nothing where looking for it failed.</summary>
    /// <param name="owner">The connection or the session that it is found through.</param>
    /// <param name="name">What is looked for.</param>
    /// <param name="find">Looks for it.</param>
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
