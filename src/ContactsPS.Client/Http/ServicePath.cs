namespace ContactsPS.Client.Http;

/// <summary>Paths of the service that more than one operation uses.</summary>
internal static class ServicePath
{
    public const string Contacts = "/contact";

    /// <summary>A path as it is shown for a request whose body has many items.</summary>
    public static string Shown(string path, int items) => FormattableString.Invariant($"{path} ({items} items)");

    public static string GroupsOf(long contactId) => $"{Contacts}/{Text.Of(contactId)}/group";
}
