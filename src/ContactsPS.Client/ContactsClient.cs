using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Recovery;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client;

/// <summary>
/// The contacts API, one method for each operation. Immutable and thread-safe: connections are reused, and everything that shares the client has at
/// most <see cref="ContactsClientOptions.ThrottleLimit"/> requests in flight.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ContactsException"/> if the request as a whole failed, and
/// <see cref="OperationCanceledException"/> if it was cancelled; <see cref="RequestNotSentException"/> if that was before the service
/// can have processed it. Items that the service refused are part of the
/// result, not an exception.
/// </remarks>
public sealed partial class ContactsClient : IDisposable
{
    // If the service ignores the limit, only this many items are read, and the rest is requested next.
    private const int MostItemsBeyondLimit = 10;

    private readonly RequestExecutor requests;
    private readonly CreatedContacts created;
    private readonly ContactFinder finder;
    private readonly IdempotentBatchSender batches;

    /// <summary>Creates a client. Nothing is sent before the first call.</summary>
    /// <param name="options">How to reach the account.</param>
    /// <param name="handler">Sends the requests; for tests. Default: the framework's handler, without redirects and cookies.</param>
    /// <exception cref="ArgumentException">An option is not valid. The message names the option, never its secret value.</exception>
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

    /// <summary>A client that also reports each request. It shares connections and the concurrency limit with this one.</summary>
    /// <param name="listener">Called from any thread; must not block.</param>
    /// <param name="isDetailed">Whether to report redacted requests and responses too (<see cref="RequestTrace.IsDetail"/>). Default false: it costs time and memory.</param>
    /// <param name="startToken">
    /// If cancelled, no more requests are sent: those that wait for their turn or for a retry end with an
    /// <see cref="OperationCanceledException"/>, and those in flight complete. Default: never.
    /// </param>
    public ContactsClient WithTrace(Action<RequestTrace> listener, bool isDetailed = false, CancellationToken startToken = default) =>
        new(requests.With(new TraceListener(listener, isDetailed), startToken), created);

    /// <summary>Closes the connections, also for every client that <see cref="WithTrace"/> made from this one.</summary>
    public void Dispose() => requests.Dispose();

    private static ContactsClientOptions Validated(ContactsClientOptions options)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        options.Validate();
        return options;
    }

    /// <summary>A list that is read page by page.</summary>
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
