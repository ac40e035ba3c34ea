using System.Globalization;
using System.Resources;

namespace ContactsPS.Client.Errors;

/// <summary>The texts of exceptions, rules and trace lines. Numbers are formatted with the invariant culture, because the texts also go into logs.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new("ContactsPS.Client.Errors.Messages", typeof(Messages).Assembly);

    /// <summary>A text with its values.</summary>
    public static string Get(string name, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name, values);
}
