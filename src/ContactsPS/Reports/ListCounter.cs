using ContactsPS.Client.Paging;

namespace ContactsPS.Reports;

/// <summary>
/// Counts the result of a query without reading it, because the service reports no total. One page is read. If there are more, a binary search requests one contact
/// at each offset, so that a hundred thousand contacts take about eighteen requests.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="atMost">The number of contacts in the account.</param>
internal sealed class ListCounter(ContactsClient client, long atMost)
{
    // The account may grow while it is counted.
    private const long Grown = 1000;

    /// <returns>The count; null if the service finds more than the account has, and so ignores the offset.</returns>
    public async Task<long?> OfAsync(ContactQuery query, CancellationToken cancellationToken)
    {
        var found = 0L;
        await foreach (var _ in client.ListContacts(query, new ListOptions { First = ContactRules.MaximumPageSize }).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            found++;
        }

        return found < ContactRules.MaximumPageSize ? found : await HalveAsync(query, found - 1, Math.Max(found, atMost + Grown), cancellationToken).ConfigureAwait(false);
    }

    /// <param name="within">An offset with a contact.</param>
    /// <param name="beyond">An offset that should have no contact.</param>
    private async Task<long?> HalveAsync(ContactQuery query, long within, long beyond, CancellationToken cancellationToken)
    {
        if (await HasAsync(query, beyond, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        while (beyond - within > 1)
        {
            var middle = within + ((beyond - within) / 2);
            (within, beyond) = await HasAsync(query, middle, cancellationToken).ConfigureAwait(false) ? (middle, beyond) : (within, middle);
        }

        return beyond;
    }

    private async Task<bool> HasAsync(ContactQuery query, long offset, CancellationToken cancellationToken)
    {
        await foreach (var _ in client.ListContacts(query, new ListOptions { Skip = offset, First = 1, PageSize = 1 }).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        return false;
    }
}
