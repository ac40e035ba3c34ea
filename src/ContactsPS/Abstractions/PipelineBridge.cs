using System.Collections.Concurrent;
using System.Management.Automation;

namespace ContactsPS.Abstractions;

/// <summary>
/// The one bridge between tasks and the pipeline. Work runs on the thread pool; whatever must touch the pipeline is posted here and
/// done by the pipeline's own thread, while it waits for the work.
/// </summary>
internal sealed class PipelineBridge : IDisposable
{
    private readonly BlockingCollection<Action<Cmdlet>?> posted = [];

    /// <summary>Asks the pipeline's thread to do something. May be called from any thread; never blocks.</summary>
    public void Post(Action<Cmdlet> action) => posted.Add(action);

    /// <summary>Waits for work on the pipeline's thread, doing what it posts.</summary>
    /// <exception cref="PipelineStoppedException">What was posted met the end of the pipeline; the work has ended then too.</exception>
    public T Run<T>(Cmdlet cmdlet, Func<Task<T>> work)
    {
        var task = Task.Run(work);
        _ = task.ContinueWith(_ => posted.Add(null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (posted.Take() is { } action)
            {
                action(cmdlet);
            }
        }
        catch
        {
            // The pipeline ended under us. A write that was sent is allowed to finish; Ctrl+C has cancelled it already.
            WaitForEnd(task);
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    public void Dispose() => posted.Dispose();

    private void WaitForEnd(Task task)
    {
        while (posted.Take() is not null)
        {
            // What is posted after the end has nowhere to go.
        }

        _ = task.Exception;
    }
}
