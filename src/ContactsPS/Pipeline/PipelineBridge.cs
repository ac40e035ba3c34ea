using System.Collections.Concurrent;

namespace ContactsPS.Pipeline;

/// <summary>
/// The one bridge between tasks and the pipeline. Work runs on the thread pool; whatever must touch the pipeline is posted here and
/// done by the pipeline's own thread, while it waits for the work or passes by.
/// </summary>
internal sealed class PipelineBridge : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly BlockingCollection<Action> posted = [];

    /// <summary>Asks the pipeline's thread to do something. May be called from any thread; never blocks.</summary>
    public void Post(Action action) => posted.Add(action);

    /// <summary>Does what was posted so far, without waiting.</summary>
    public void Drain()
    {
        while (posted.TryTake(out var action))
        {
            action();
        }
    }

    /// <summary>Does what is posted until something holds.</summary>
    /// <param name="holds">Looked at after everything that is posted.</param>
    /// <param name="onTick">Called now and then while nothing happens.</param>
    public void WaitUntil(Func<bool> holds, Action onTick)
    {
        Drain();
        while (!holds())
        {
            if (posted.TryTake(out var action, Tick))
            {
                action();
            }

            onTick();
        }

        Drain();
    }

    /// <summary>Waits for work on the pipeline's thread, doing what it posts.</summary>
    public T Run<T>(Func<Task<T>> work, Action onTick)
    {
        var task = Task.Run(work);
        var word = task.ContinueWith(_ => Post(Nothing), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            // Not until the word has come: it is not complete while it is being said, and nothing would wake us a second time.
            WaitUntil(() => task.IsCompleted, onTick);
        }
        catch
        {
            // The pipeline ended under us. Ctrl+C has cancelled the work already.
            WaitForEnd(word);
            _ = task.Exception;
            throw;
        }

        // Neither the work nor its word outlives this.
        WaitForEnd(word);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task to end, however it does.</summary>
    public static void WaitForEnd(Task task)
    {
        if (!task.IsCompleted)
        {
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
    }

    public void Dispose() => posted.Dispose();

    private static void Nothing()
    {
    }
}
