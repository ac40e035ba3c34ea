using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace ContactsPS.Errors;

/// <summary>The module's words. A message's resource name is its ErrorId; the advice beside it ends in <c>_Advice</c>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new("ContactsPS.Errors.Messages", typeof(Messages).Assembly);

    // A bulk cmdlet words a question for each of its rows, and ResourceManager takes a lock for each word.
    private static readonly ConcurrentDictionary<(string Name, CultureInfo Culture), string?> Known = new();

    public static string Get(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Find(name) ?? name, values);

    public static string? Find(string name) =>
        Known.GetOrAdd((name, CultureInfo.CurrentUICulture), static key => Resources.GetString(key.Name, key.Culture));
}
