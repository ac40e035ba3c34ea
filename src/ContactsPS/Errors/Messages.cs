using System.Globalization;
using System.Resources;

namespace ContactsPS.Errors;

/// <summary>The module's words. A message's resource name is its ErrorId; the advice beside it ends in <c>_Advice</c>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new("ContactsPS.Errors.Messages", typeof(Messages).Assembly);

    public static string Get(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name, values);

    public static string? Advice(string errorId) => Resources.GetString($"{errorId}_Advice", CultureInfo.CurrentUICulture);
}
