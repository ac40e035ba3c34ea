namespace ContactsPS.Client.Http;

/// <summary>Paths of the service that more than one operation uses.</summary>
internal static class ServicePath
{
    public const string Contacts = "/contact";

    /// <summary>A path as it is shown for a request whose body has many items.</summary>
    public static string Shown(string path, int items) => FormattableString.Invariant($"{path} ({items} items)");

    /// <summary>What the caller gave, as one segment of a path. Every segment that comes from outside is made here.</summary>
    /// <param name="value">The segment, not yet escaped.</param>
    /// <param name="parameter">What the caller calls it.</param>
    /// <exception cref="ArgumentException">It is empty, or would lead to another path.</exception>
    public static string Segment(string value, string parameter) =>
        ContactRules.ValidatePathSegment(value) is { } rule ? throw new ArgumentException(Messages.Get("ArgumentRule", parameter, rule), parameter) : Uri.EscapeDataString(value);

    public static string GroupsOf(long contactId) => $"{Contacts}/{Text.Of(contactId)}/group";
}
