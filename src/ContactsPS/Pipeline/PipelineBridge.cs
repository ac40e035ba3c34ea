using System.Collections.Concurrent;

namespace ContactsPS.Pipeline;

/// <summary>
/// The one bridge between tasks and the pipeline. Work runs on the thread pool. Whatever must use the pipeline is posted here and
/// runs on the pipeline's thread, while it waits for the work or calls in between.
/// </summary>
internal sealed class PipelineBridge : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly BlockingCollection<Action> posted = [];

    /// <summary>Asks the pipeline's thread to do something. May be called from any thread; never blocks.</summary>
    public void Post(Action action) => posted.Add(action);

    /// <summary>Runs what was posted so far, without waiting.</summary>
    public void Drain()
    {
        while (posted.TryTake(out var action))
        {
            action();
        }
    }

    /// <summary>Runs what is posted until a condition is true.</summary>
    /// <param name="holds">The condition, evaluated after everything that is posted.</param>
    /// <param name="onTick">Called from time to time while nothing is posted.</param>
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

    /// <summary>Waits for work on the pipeline's thread, and runs what it posts.</summary>
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
            // The pipeline has ended. Ctrl+C has already cancelled the work.
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
