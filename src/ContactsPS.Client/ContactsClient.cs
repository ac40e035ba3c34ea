using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Recovery;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client;

/// <summary>
/// The contacts API, one method per operation. Immutable and safe to share between threads: connections are reused, and no more
/// than <see cref="ContactsClientOptions.ThrottleLimit"/> requests fly at once over everything that shares the client.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ContactsException"/> when the request as a whole failed, and
/// <see cref="OperationCanceledException"/> when it was cancelled, a <see cref="RequestNotSentException"/> where that was before the service
/// can have processed it. Items that the service refused one by one are no exception
/// but part of the result.
/// </remarks>
public sealed partial class ContactsClient : ICreationPort, IDisposable
{
    private readonly ServiceTransport transport;
    private readonly TraceListener? listener;
    private readonly CancellationToken startToken;
    private readonly CreatedContacts created;

    /// <summary>Creates a client. Nothing is sent before the first call.</summary>
    /// <param name="options">How to reach the account.</param>
    /// <param name="handler">What carries the requests, for tests; default the framework's own, without redirects and cookies.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message names it and never its secret value.</exception>
    public ContactsClient(ContactsClientOptions options, HttpMessageHandler? handler = null)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        options.Validate();
        transport = new ServiceTransport(options, handler);
        created = new CreatedContacts();
    }

    private ContactsClient(ContactsClient origin, TraceListener listener, CancellationToken startToken)
    {
        transport = origin.transport;
        created = origin.created;
        this.listener = listener;
        this.startToken = startToken;
    }

    /// <summary>The same client, telling of each request as it goes; connections and throttle are shared with this one.</summary>
    /// <param name="listener">Called from any thread; must not block.</param>
    /// <param name="isDetailed">Whether to tell of requests and answers themselves too, redacted (<see cref="RequestTrace.IsDetail"/>). Default false: it costs time and memory.</param>
    /// <param name="startToken">
    /// Keeps requests from being sent: those that wait for their turn, or to be sent again, end with an
    /// <see cref="OperationCanceledException"/>; those in flight are let finish. Default: never.
    /// </param>
    public ContactsClient WithTrace(Action<RequestTrace> listener, bool isDetailed = false, CancellationToken startToken = default) =>
        new(this, new TraceListener(listener, isDetailed), startToken);

    /// <summary>Closes the connections, also for every client made from this one by <see cref="WithTrace"/>.</summary>
    public void Dispose() => transport.Dispose();

    private static byte[] Serialize<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    private static byte[] Serialize(IReadOnlyList<long> ids) => Serialize(new IdList { Id = ids }, WireJson.Default.IdList);

    /// <summary>A list that is asked for page by page.</summary>
    private AsyncPages<T> List<T>(Func<QueryString> query, Func<IItemReader<T>> items, Func<T, long?> idOf, ListOptions? paging)
        where T : class =>
        new(
            (offset, limit, token) => ReadAsync(query().Add("offset", offset).Add("limit", limit), items, token),
            idOf,
            (paging ?? ListOptions.All).Within(transport.ThrottleLimit));

    /// <summary>Reads one answer's items. Nothing found is no error; an error item is, since then the answer is not whole.</summary>
    private async Task<IReadOnlyList<T>> ReadAsync<T>(QueryString query, Func<IItemReader<T>> items, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ServiceRequest(HttpMethod.Get, query.Sent, query.Shown);
        var reply = await SendAsync(request, items, cancellationToken).ConfigureAwait(false);
        if (reply.Errors.Count > 0 || (reply.IsRefusedWhole && (int)reply.Status != 404))
        {
            throw Refusal(request, reply);
        }

        return reply.Data;
    }

    private async Task<ServiceReply<T>> SendAsync<T>(ServiceRequest request, Func<IItemReader<T>> items, CancellationToken cancellationToken)
        where T : class
    {
        var time = transport.TimeProvider;
        var start = time.GetTimestamp();
        var reply = await transport.SendAsync(request, answer => ReplyReader.Read(request, answer, items()), listener, startToken, cancellationToken).ConfigureAwait(false);
        Trace(FormattableString.Invariant(
            $"{request}: {(int)reply.Status} in {(long)time.GetElapsedTime(start).TotalMilliseconds} ms, {reply.Data.Count} items, {reply.Errors.Count} errors, uniqId {reply.UniqId}"));
        return reply;
    }

    private void Trace(string line) => listener?.Tell(new RequestTrace(line));

    private static ContactsException Refusal<T>(ServiceRequest request, ServiceReply<T> reply)
    {
        var failure = (int)reply.Status == 404 ? ContactsFailure.NotFound : ContactsFailure.Refused;
        var said = reply.Errors.Count > 0 ? reply.Errors[0].ToString() : "no reason given";
        return new ContactsException(failure, $"{request}: the service refused the request: {said}.", reply.Status, reply.Errors, reply.UniqId);
    }
}
