using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Resubscribes contacts to a channel: <c>POST /contact/resubscribe/{channel}</c>.</summary>
    /// <param name="channel">email, sms, push or all. Any other channel is sent in lower case, and the service decides.</param>
    /// <param name="ids">1 to 1000 ids; an id that occurs twice is sent once.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>The outcome of each id, in order.</returns>
    /// <exception cref="ArgumentException">The channel is empty or leads to another path.</exception>
    public Task<BatchResult<Contact>> ResubscribeAsync(string channel, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(HttpMethod.Post, $"{ServicePath.Contacts}/resubscribe/{Lower(channel)}", ids, static () => new ContactReader(), SaysNothing, cancellationToken);

    /// <summary>Unsubscribes contacts from a channel: <c>POST /contact/unsubscribe/{channel}</c>.</summary>
    /// <inheritdoc cref="ResubscribeAsync" path="/param|/returns|/exception"/>
    public Task<BatchResult<Contact>> UnsubscribeAsync(string channel, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(HttpMethod.Post, $"{ServicePath.Contacts}/unsubscribe/{Lower(channel)}", ids, static () => new ContactReader(), SaysNothing, cancellationToken);

    // Asking for the current state is not known to be an error (F53 of docs/service.md), and no field of a contact shows its state reliably.
    private static Task<BatchItemResult<Contact>?> SaysNothing(long id) => Task.FromResult<BatchItemResult<Contact>?>(null);

    // The service decides about unknown channels (F14 of docs/service.md).
#pragma warning disable CA1308 // the API's paths are in lower case
    private static string Lower(string channel) => ServicePath.Segment(channel.Trim().ToLowerInvariant(), nameof(channel));
#pragma warning restore CA1308
}
