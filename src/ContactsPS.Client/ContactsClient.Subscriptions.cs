using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Subscribes contacts to a channel again: <c>POST /contact/resubscribe/{channel}</c>.</summary>
    /// <param name="channel">email, sms, push or all; any other is sent in lower case for the service to judge.</param>
    /// <param name="ids">1 to 1000 ids; one that is named twice is sent once.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each id, in order, what became of it.</returns>
    /// <exception cref="ArgumentException">The channel is empty, or would lead to another path.</exception>
    public Task<BatchResult<Contact>> ResubscribeAsync(string channel, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(HttpMethod.Post, $"{ServicePath.Contacts}/resubscribe/{Lower(channel)}", ids, static () => new ContactReader(), SaysNothing, cancellationToken);

    /// <summary>Unsubscribes contacts from a channel: <c>POST /contact/unsubscribe/{channel}</c>.</summary>
    /// <inheritdoc cref="ResubscribeAsync" path="/param|/returns|/exception"/>
    public Task<BatchResult<Contact>> UnsubscribeAsync(string channel, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(HttpMethod.Post, $"{ServicePath.Contacts}/unsubscribe/{Lower(channel)}", ids, static () => new ContactReader(), SaysNothing, cancellationToken);

    // To ask for a state that holds already is no error as far as is known (F53 of docs/service.md), and no field of a contact tells its state for sure.
    private static Task<BatchItemResult<Contact>?> SaysNothing(long id) => Task.FromResult<BatchItemResult<Contact>?>(null);

    // A channel that is not known is the service's to judge (F14 of docs/service.md).
#pragma warning disable CA1308 // the API's paths are in lower case
    private static string Lower(string channel) => ServicePath.Segment(channel.Trim().ToLowerInvariant(), nameof(channel));
#pragma warning restore CA1308
}
