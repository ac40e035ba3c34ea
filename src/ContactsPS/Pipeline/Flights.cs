using System.Management.Automation;
using ContactsPS.Commands.Base;

namespace ContactsPS.Pipeline;

/// <summary>
/// The requests of one cmdlet that are in flight: no more than its throttle limit, and no two writes about the same contact. They run on the
/// thread pool and land on the pipeline's thread, as they come. Who launches one more than there is room for waits, so a pipeline of
/// millions takes no more memory than one of thousands.
/// </summary>
/// <param name="cmdlet">Whose requests they are.</param>
internal sealed class Flights(ContactsCommand cmdlet) : IDisposable
{
    private readonly List<Flight> inAir = [];
    private readonly HeldWrites held = new(cmdlet);
    private readonly CancellationTokenSource reads = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.StopToken);

    public int Count => inAir.Count;

    /// <summary>Starts a read, when there is room for it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="landed">What to do with its result, on the pipeline's thread.</param>
    /// <param name="failed">What to do where it failed, likewise.</param>
    public void Launch<T>(Func<CancellationToken, Task<T>> request, Action<T> landed, Action<ContactsException> failed)
    {
        cmdlet.WaitUntil(() => HasRoom);
        Launch(new Flight<T>(null, Task.Run(() => request(reads.Token)), static _ => []), landed, failed);
    }

    /// <summary>
    /// Starts a write, when there is room for it and nothing in flight is about the same contacts; while the runspace is reading a list of the same account, not
    /// before <see cref="Finish"/>.
    /// </summary>
    /// <param name="plan">What it is about.</param>
    /// <param name="request">The request.</param>
    /// <param name="openRows">Of its result, the inputs that it leaves open.</param>
    /// <param name="landed">What to do with its result, on the pipeline's thread.</param>
    /// <param name="failed">What to do where it failed, likewise.</param>
    public void Launch<T>(
        FlightPlan plan,
        Func<CancellationToken, Task<T>> request,
        Func<T, IEnumerable<object?>> openRows,
        Action<T> landed,
        Action<ContactsException> failed)
    {
        if (held.MustHold())
        {
            held.Hold(new HeldWrite(() => LaunchNow(plan, request, openRows, landed, failed), failed));
        }
        else if (held.FetchRestOfOthers(plan.Ids) is { } failure)
        {
            failed(failure);
        }
        else
        {
            LaunchNow(plan, request, openRows, landed, failed);
        }
    }

    /// <summary>Sends what was held, and waits until all have landed.</summary>
    public void Finish()
    {
        held.LetGo();
        cmdlet.WaitUntil(() => inAir.Count == 0);
    }

    /// <summary>
    /// The end of the pipeline, whether or not it was reached in peace. Reads are given up; writes that were sent are let finish, unless Ctrl+C
    /// has cancelled them. Nothing can be written any more, so what stays open is kept on the connection.
    /// </summary>
    public void Dispose()
    {
        cmdlet.StopStarting();
        reads.Cancel();
        foreach (var flight in inAir)
        {
            PipelineBridge.Settle(flight.Landing);
            cmdlet.CurrentConnection.LeaveUndecided(flight.OpenRows);
        }

        inAir.Clear();
        reads.Dispose();
    }

    private void LaunchNow<T>(
        FlightPlan plan,
        Func<CancellationToken, Task<T>> request,
        Func<T, IEnumerable<object?>> openRows,
        Action<T> landed,
        Action<ContactsException> failed)
    {
        cmdlet.WaitUntil(() => HasRoom && !inAir.Exists(flight => flight.Plan is { } other && other.Conflicts(plan)));
        Launch(new Flight<T>(plan, Task.Run(() => request(cmdlet.StopToken)), openRows), landed, failed);
    }

    private bool HasRoom => inAir.Count < (cmdlet.CurrentConnection.IsProven ? cmdlet.MostInFlight : 1);

    private void Launch<T>(Flight<T> flight, Action<T> landed, Action<ContactsException> failed)
    {
        inAir.Add(flight);
        flight.Landing = flight.Request.ContinueWith(
            _ => cmdlet.Post(() => Land(flight, landed, failed)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Land<T>(Flight<T> flight, Action<T> landed, Action<ContactsException> failed)
    {
        if (cmdlet.StopToken.IsCancellationRequested)
        {
            // What has become of it is looked at when the pipeline is disposed of.
            throw new PipelineStoppedException();
        }

        inAir.Remove(flight);
        var failure = flight.Request.Exception?.InnerException as ContactsException;
        cmdlet.CurrentConnection.IsProven |= failure is not { Failure: ContactsFailure.Unauthorized or ContactsFailure.Forbidden };
        if (failure is not null)
        {
            failed(failure);
            return;
        }

        landed(flight.Request.GetAwaiter().GetResult());
    }
}
