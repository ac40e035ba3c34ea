namespace ContactsPS.Client.Http;

/// <summary>Paths of the service that several operations use.</summary>
internal static class ServicePath
{
    public const string Contacts = "/contact";

    /// <summary>A path as it is shown, with the number of items in the body.</summary>
    public static string Shown(string path, int items) => FormattableString.Invariant($"{path} ({items} items)");

    /// <summary>A value of the caller as one segment of a path. All such segments are made here.</summary>
    /// <param name="value">The segment, not yet escaped.</param>
    /// <param name="parameter">The caller's name for it.</param>
    /// <exception cref="ArgumentException">It is empty or leads to another path.</exception>
    public static string Segment(string value, string parameter) =>
        ContactRules.ValidatePathSegment(value) is { } rule ? throw new ArgumentException(Messages.Get("ArgumentRule", parameter, rule), parameter) : Uri.EscapeDataString(value);

    public static string GroupsOf(long contactId) => $"{Contacts}/{Text.Of(contactId)}/group";
}
