using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Lists the account's additional fields: <c>GET /contact/field</c> (F52 of docs/service.md).</summary>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPageable<ContactField> ListFields(ListOptions? paging = null) =>
        List(() => new QueryString($"{ServicePath.Contacts}/field"), static () => new FieldReader(), static _ => null, paging);
}
