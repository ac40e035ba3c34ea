using System.Runtime;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>Reads the size of the process every millisecond, and keeps the maximum since its creation.</summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    private readonly ManualResetEventSlim ended = new();
    private readonly Thread thread;
    private readonly long before;
    private readonly long allocatedBefore;
    private long most;

    public PeakMemory()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        before = most = Environment.WorkingSet;
        allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        thread = new Thread(Look) { IsBackground = true };
        thread.Start();
    }

    /// <summary>The growth of the process since the beginning, at its maximum.</summary>
    public long Growth
    {
        get
        {
            Dispose();
            return most - before;
        }
    }

    public long Allocated => GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;

    public void Dispose()
    {
        ended.Set();
        thread.Join();
    }

    private void Look()
    {
        do
        {
            most = Math.Max(most, Environment.WorkingSet);
        }
        while (!ended.Wait(Interval));
    }
}
