using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Lists the account's segments, without their counts: <c>GET /contact/segment</c>.</summary>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPageable<ContactSegment> ListSegments(ListOptions? paging = null) =>
        List(() => new QueryString($"{ServicePath.Contacts}/segment"), static () => new SegmentReader(), static _ => null, paging);

    /// <summary>Reads one segment with its count: <c>GET /contact/segment/{id}</c>. Waits while the service is still counting (202, F33 of docs/service.md).</summary>
    /// <param name="id">The segment's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The segment, or null if there is no segment with this id.</returns>
    /// <exception cref="ArgumentException">The id is empty or leads to another path.</exception>
    public async Task<ContactSegment?> GetSegmentAsync(string id, CancellationToken cancellationToken = default)
    {
        var query = new QueryString($"{ServicePath.Contacts}/segment/{ServicePath.Segment(id, nameof(id))}");
        try
        {
            var found = await requests.ReadAsync(query, static () => new SegmentReader(), cancellationToken).ConfigureAwait(false);
            return found.Count > 0 ? found[0] : null;
        }
        catch (ContactsException exception) when (exception.Failure == ContactsFailure.NotFound)
        {
            // "Nothing found" may come with or without an error item.
            return null;
        }
    }
}
