using ContactsPS.Client.Paging;

namespace ContactsPS.Reports;

/// <summary>
/// Counts what a query finds, without reading it: the service tells no total. One page is read; where that is not all, offsets are asked for one contact
/// each, halving what is left, so that a hundred thousand take some eighteen requests.
/// </summary>
/// <param name="client">Asks the service.</param>
/// <param name="atMost">How many contacts the account has.</param>
internal sealed class ListCounter(ContactsClient client, long atMost)
{
    // The account may grow while it is counted.
    private const long Grown = 1000;

    /// <returns>How many there are; null where the service finds more than there can be, and so ignores the offset.</returns>
    public async Task<long?> OfAsync(ContactQuery query, CancellationToken cancellationToken)
    {
        var found = 0L;
        await foreach (var _ in client.ListContacts(query, new ListOptions { First = ContactRules.MaximumPageSize }).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            found++;
        }

        return found < ContactRules.MaximumPageSize ? found : await HalveAsync(query, found - 1, Math.Max(found, atMost + Grown), cancellationToken).ConfigureAwait(false);
    }

    /// <param name="within">An offset at which there is a contact.</param>
    /// <param name="beyond">An offset at which there should be none.</param>
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
