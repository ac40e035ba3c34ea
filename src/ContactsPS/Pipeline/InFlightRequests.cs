using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// The requests of one cmdlet that are in flight: no more than its concurrency limit, and no two writes about the same contact. They run on the
/// thread pool and complete on the pipeline's thread, as they come. Starting one more than there is room for waits, so a pipeline of
/// millions takes no more memory than one of thousands.
/// </summary>
/// <param name="context">Whose requests they are.</param>
internal sealed class InFlightRequests(CommandContext context) : IDisposable
{
    private readonly List<InFlightRequest> inFlight = [];
    private readonly HashSet<WriteKey> keysInFlight = [];
    private readonly DeferredWrites deferred = new(context);
    private readonly CancellationTokenSource reads = CancellationTokenSource.CreateLinkedTokenSource(context.StopToken);

    public int Count => inFlight.Count;

    // Whether the list that the inputs came from has failed.
    private bool refusesWrites;

    private bool HasRoom => inFlight.Count < (context.Connection.IsProven ? context.ConcurrencyLimit : 1);

    /// <summary>Starts a read, when there is room for it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="completed">What to do with its result, on the pipeline's thread.</param>
    /// <param name="failed">What to do if it failed, likewise.</param>
    public void Start<T>(Func<CancellationToken, Task<T>> request, Action<T> completed, Action<ContactsException> failed)
    {
        context.WaitUntil(() => HasRoom);
        Add(new InFlightRequest<T>(Task.Run(() => request(reads.Token)), write: null), completed, failed);
    }

    /// <summary>
    /// Starts a write, when there is room for it and nothing in flight is about the same contacts; while the runspace is reading a list of the same account, not
    /// before <see cref="Finish"/>.
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
    /// Takes note of the end of the inputs. If they came from a list that could not be read to its end, no further write is sent: whether a batch is full by chance must not
    /// decide what is changed.
    /// </summary>
    public void EndInputs() => refusesWrites = context.IsPipedInto && ActiveReads.OfProcess.HasFailed(context.Runspace);

    /// <summary>Sends what was deferred, and waits until all have completed.</summary>
    public void Finish()
    {
        deferred.Send();
        context.WaitUntil(() => inFlight.Count == 0);
    }

    /// <summary>
    /// The end of the pipeline, whether or not it was reached in peace. Reads are given up; writes that were sent are let finish, unless Ctrl+C
    /// has cancelled them. Nothing can be written any more; what became of them is recorded.
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
            // What has become of it is recorded when the pipeline is disposed of.
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
