using System.Diagnostics;
using System.Globalization;
using ContactsPS.Benchmarks.Engines;

namespace ContactsPS.Benchmarks.Measuring;

/// <summary>One of those that are compared: a name and a way to measure one turn of it.</summary>
internal sealed record Side(string Name, Func<Task<double>> MeasureAsync)
{
    /// <summary>A side that works in this process; what it did before is collected first.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="expected">How many contacts a turn must come to.</param>
    /// <param name="work">Does a turn and tells how many contacts it came to.</param>
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

    /// <summary>A side that is measured by a fresh process each turn, within that process.</summary>
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
