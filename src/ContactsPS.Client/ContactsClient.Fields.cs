using ContactsPS.Client.Wire;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Lists the account's additional fields: <c>GET /contact/field</c>.</summary>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPages<ContactField> ListFields(Paging? paging = null) =>
        List(() => new QueryString($"{ContactPath}/field"), static () => new FieldReader(), static _ => null, paging);
}
