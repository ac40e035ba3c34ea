using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// The requests in flight of one cmdlet: at most its concurrency limit, and no two changes of the same contact. They run on the
/// thread pool and complete on the pipeline's thread. Starting a request beyond the limit waits, so a pipeline of
/// millions needs no more memory than one of thousands.
/// </summary>
/// <param name="context">The context of the requests.</param>
internal sealed class InFlightRequests(CommandContext context) : IDisposable
{
    private readonly List<InFlightRequest> inFlight = [];
    private readonly HashSet<WriteKey> keysInFlight = [];
    private readonly DeferredWrites deferred = new(context);
    private readonly CancellationTokenSource reads = CancellationTokenSource.CreateLinkedTokenSource(context.StopToken);

    public int Count => inFlight.Count;

    // Whether the list of the inputs has failed.
    private bool refusesWrites;

    private bool HasRoom => inFlight.Count < (context.Connection.IsProven ? context.ConcurrencyLimit : 1);

    /// <summary>Starts a read within the limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="completed">Takes its result, on the pipeline's thread.</param>
    /// <param name="failed">Takes its failure, on the pipeline's thread.</param>
    public void Start<T>(Func<CancellationToken, Task<T>> request, Action<T> completed, Action<ContactsException> failed)
    {
        context.WaitUntil(() => HasRoom);
        Add(new InFlightRequest<T>(Task.Run(() => request(reads.Token)), write: null), completed, failed);
    }

    /// <summary>
    /// Starts a change within the limit, when no other change of the same contacts is in flight. While the runspace reads a list of the same account, it is deferred
    /// until <see cref="Finish"/>.
    /// </summary>
    public void Start<T>(PendingWrite<T> write)
    {
        if (refusesWrites)
        {
            Fail(DeferredWrites.NotSent());
        }
        else if (deferred.MustDefer())
        {
            deferred.Add(Send, Fail);
        }
        else if (deferred.FetchRestOfOthers(write.Ids) is { } failure)
        {
            Fail(failure);
        }
        else
        {
            Send();
        }

        void Send()
        {
            var scope = write.CreateScope();
            context.WaitUntil(() => HasRoom && !Conflicts(scope));
            keysInFlight.UnionWith(scope.Keys);
            Add(new InFlightRequest<T>(Task.Run(() => write.SendAsync(context.StopToken)), write) { Scope = scope }, write.Complete, write.Fail);
        }

        void Fail(ContactsException exception)
        {
            write.Record(exception);
            write.Fail(exception);
        }
    }

    /// <summary>
    /// Marks the end of the inputs. If they came from a list that was not read to its end, no more changes are sent: it must not depend on the size of a batch
    /// which contacts are changed.
    /// </summary>
    public void EndInputs() => refusesWrites = context.IsPipedInto && ActiveReads.OfProcess.HasFailed(context.Runspace);

    /// <summary>Sends the deferred changes, and waits for all requests.</summary>
    public void Finish()
    {
        deferred.Send();
        context.WaitUntil(() => inFlight.Count == 0);
    }

    /// <summary>
    /// The end of the pipeline, also if it was stopped. Reads are cancelled. Changes that were sent complete, unless Ctrl+C
    /// has cancelled them. Nothing can be written any more, so their outcomes are recorded.
    /// </summary>
    public void Dispose()
    {
        context.StopStarting();
        reads.Cancel();
        foreach (var request in inFlight)
        {
            PipelineBridge.WaitForEnd(request.Completion);
            request.Record();
        }

        inFlight.Clear();
        reads.Dispose();
    }

    /// <summary>Whether a write in flight may be about a contact of this one.</summary>
    private bool Conflicts(WriteScope scope) =>
        inFlight.Exists(request => request.Scope is { } other && !string.Equals(other.AddressedBy, scope.AddressedBy, StringComparison.Ordinal))
        || (keysInFlight.Count > 0 && scope.Keys.Any(keysInFlight.Contains));

    private void Add<T>(InFlightRequest<T> request, Action<T> completed, Action<ContactsException> failed)
    {
        inFlight.Add(request);
        request.Completion = request.Request.ContinueWith(
            _ => context.Post(() => Complete(request, completed, failed)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Complete<T>(InFlightRequest<T> request, Action<T> completed, Action<ContactsException> failed)
    {
        if (context.StopToken.IsCancellationRequested)
        {
            // Its outcome is recorded when the pipeline is disposed.
            throw new PipelineStoppedException();
        }

        inFlight.Remove(request);
        keysInFlight.ExceptWith(request.Scope?.Keys ?? []);
        request.Record();
        var failure = request.Request.Exception?.InnerException as ContactsException;
        context.Connection.IsProven |= failure is null || !FailureKind.Of(failure.Failure).IsTerminating;
        if (failure is not null)
        {
            failed(failure);
            return;
        }

        completed(request.Request.GetAwaiter().GetResult());
    }
}
