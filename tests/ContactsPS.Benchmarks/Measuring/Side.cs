using System.Diagnostics;
using System.Globalization;
using ContactsPS.Benchmarks.Engines;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>One of the compared sides: a name and a way to measure one turn.</summary>
internal sealed record Side(string Name, Func<Task<double>> MeasureAsync)
{
    /// <summary>A side that runs in this process, after a garbage collection.</summary>
    /// <param name="name">The name in messages.</param>
    /// <param name="expected">The number of contacts that a turn must process.</param>
    /// <param name="work">Runs a turn and returns the number of contacts.</param>
    public static Side Here(string name, long expected, Func<Task<long>> work) => new(name, async () =>
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var count = await work();
        var seconds = watch.Elapsed.TotalSeconds;
        Expect(name, expected, count);
        return seconds;
    });

    public static Side Here(string name, long expected, Func<long> work) => Here(name, expected, () => Task.FromResult(work()));

    /// <summary>A side that a new process measures in each turn.</summary>
    public static Side Fresh(string name, long expected, Func<Task<MeasuredLine>> measure) => new(name, async () =>
    {
        var measured = await measure();
        Expect(name, expected, measured.Count);
        return measured.Value;
    });

    public static void Expect(string name, long expected, long count)
    {
        if (count != expected)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name} processed {count} contacts instead of {expected}."));
        }
    }
}
