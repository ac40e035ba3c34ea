namespace ContactsPS.Files;

/// <summary>The fields of a contact with a column of their own; additional data follows them.</summary>
internal static class ContactColumns
{
    /// <summary>The columns, in the order of a contact's properties.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Contact, object?> Read)> All =
    [
        (nameof(Contact.Id), static contact => contact.Id),
        .. StandardField.All.Select(field => (field.Name, (Func<Contact, object?>)field.Of)),
        (nameof(Contact.InArchive), static contact => contact.InArchive),
    ];
}
