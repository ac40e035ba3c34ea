using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Recovery;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client;

/// <summary>
/// The contacts API, one method per operation. Immutable and safe to share between threads: connections are reused, and no more
/// than <see cref="ContactsClientOptions.ThrottleLimit"/> requests are in flight over everything that shares the client.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ContactsException"/> when the request as a whole failed, and
/// <see cref="OperationCanceledException"/> when it was cancelled, a <see cref="RequestNotSentException"/> where that was before the service
/// can have processed it. Items that the service refused one by one are no exception
/// but part of the result.
/// </remarks>
public sealed partial class ContactsClient : IDisposable
{
    // A service that does not respect the limit is read so far, and then asked for the rest.
    private const int MostItemsBeyondLimit = 10;

    private readonly RequestExecutor requests;
    private readonly CreatedContacts created;
    private readonly ContactFinder finder;
    private readonly IdempotentBatchSender batches;

    /// <summary>Creates a client. Nothing is sent before the first call.</summary>
    /// <param name="options">How to reach the account.</param>
    /// <param name="handler">What carries the requests, for tests; default the framework's own, without redirects and cookies.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message names it and never its secret value.</exception>
    public ContactsClient(ContactsClientOptions options, HttpMessageHandler? handler = null)
        : this(new RequestExecutor(new RetryingSender(Validated(options), handler)), new CreatedContacts())
    {
    }

    private ContactsClient(RequestExecutor requests, CreatedContacts created)
    {
        this.requests = requests;
        this.created = created;
        finder = new ContactFinder(requests);
        batches = new IdempotentBatchSender(requests);
    }

    /// <summary>The same client, telling of each request as it goes; connections and the concurrency limit are shared with this one.</summary>
    /// <param name="listener">Called from any thread; must not block.</param>
    /// <param name="isDetailed">Whether to tell of requests and answers themselves too, redacted (<see cref="RequestTrace.IsDetail"/>). Default false: it costs time and memory.</param>
    /// <param name="startToken">
    /// Keeps requests from being sent: those that wait for their turn, or to be sent again, end with an
    /// <see cref="OperationCanceledException"/>; those in flight are let finish. Default: never.
    /// </param>
    public ContactsClient WithTrace(Action<RequestTrace> listener, bool isDetailed = false, CancellationToken startToken = default) =>
        new(requests.With(new TraceListener(listener, isDetailed), startToken), created);

    /// <summary>Closes the connections, also for every client made from this one by <see cref="WithTrace"/>.</summary>
    public void Dispose() => requests.Dispose();

    private static ContactsClientOptions Validated(ContactsClientOptions options)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        options.Validate();
        return options;
    }

    /// <summary>A list that is asked for page by page.</summary>
    private AsyncPageable<T> List<T>(Func<QueryString> query, Func<IItemReader<T>> items, Func<T, long?> idOf, ListOptions? paging, Func<T, bool>? isSought = null, Func<T, string?>? findFlaw = null)
        where T : class =>
        new(
            async (offset, limit, token) =>
            {
                var page = await requests.ReadAsync(query().Add("offset", offset).Add("limit", limit), items, token, limit + MostItemsBeyondLimit).ConfigureAwait(false);
                return findFlaw is not null && page.Select(findFlaw).FirstOrDefault(static flaw => flaw is not null) is { } flaw ? throw new ContactsException(ContactsFailure.NotTheService, flaw) : page;
            },
            idOf,
            (paging ?? ListOptions.All).Within(requests.ThrottleLimit),
            isSought);
}
