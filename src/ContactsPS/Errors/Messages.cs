using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Errors;

/// <summary>The texts of the module. The name of a message is its ErrorId; the name of its advice ends in <c>_Advice</c>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new("ContactsPS.Errors.Messages", typeof(Messages).Assembly);

    // A bulk cmdlet needs texts for each of its rows, and ResourceManager takes a lock for each text.
    private static readonly ConcurrentDictionary<(string Name, CultureInfo Culture), string?> Known = new();

    /// <summary>A message with its values, whose control and format characters are escaped, so that only the message itself has line breaks.</summary>
    public static string Get(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Find(name) ?? name, Array.ConvertAll(values, Visible));

    public static string? Find(string name) =>
        Known.GetOrAdd((name, CultureInfo.CurrentUICulture), static key => Resources.GetString(key.Name, key.Culture));

    private static object? Visible(object? value) => value switch
    {
        null => null,
        ValueType and IFormattable => value,
        _ => VisibleText.Of(value.ToString()),
    };
}
