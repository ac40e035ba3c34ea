using System.Diagnostics;
using System.Globalization;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>The commands of this program that run in a new process, for figures of a fresh process. Each writes one line.</summary>
internal static class ChildCommands
{
    /// <returns>Whether the arguments are a command.</returns>
    public static async Task<bool> RunAsync(IReadOnlyList<string> arguments)
    {
        var measured = await MeasureAsync(arguments);
        if (measured is not null)
        {
            await Console.Out.WriteLineAsync(measured.ToString());
        }

        return measured is not null;
    }

    /// <summary>Runs a command in this process.</summary>
    /// <returns>The measured line; null if the arguments are not a command.</returns>
    public static async Task<MeasuredLine?> MeasureAsync(params IReadOnlyList<string> arguments) =>
        arguments switch
        {
            ["read-ours", var uri] => ReadOurs(new Uri(uri)),
            ["read-plain", var uri] => await ReadPlainAsync(new Uri(uri)),
            ["peak-read", var uri] => PeakOf(engine => Read(engine, new Uri(uri))),
            ["peak-write-objects", var uri, var count] => PeakOf(engine => Write(engine, new Uri(uri), NewRows.Objects, Number(count))),
            ["peak-write-tables", var uri, var count] => PeakOf(engine => Write(engine, new Uri(uri), NewRows.Tables, Number(count))),
            ["peak-stopped", var uri, var count] => PeakOf(engine => Stopped(engine, new Uri(uri), Number(count))),
            ["peak-held", var uri] => PeakOf(engine => Remove(engine, new Uri(uri))),
            ["peak-sync", var uri, var path] => PeakOf(engine => Sync(engine, new Uri(uri), path)),
            ["peak-export", var uri] => PeakOf(engine => IntoFile(engine, new Uri(uri), "Export-Contact $path")),
            ["peak-report", var uri] => PeakOf(engine => IntoFile(engine, new Uri(uri), "Export-ContactReport $path -GroupLimit 0 -SegmentLimit 0")),
            ["peak-objects", var count] => PeakOf(engine => engine.Count($"{NewRows.Objects} | {CountItems}", ("n", Number(count)))),
            ["peak-loop", var count] => PeakOf(engine => engine.Count("1..$last | ForEach-Object { $n++ }; $n", ("last", Number(count)))),
            _ => null,
        };

    /// <summary>Counts the objects and keeps none of them.</summary>
    private const string CountItems = "ForEach-Object { $seen++ }; $seen";

    private static MeasuredLine ReadOurs(Uri uri)
    {
        using var engine = HostedEngine.WithModule();
        engine.Connect(uri);
        var watch = Stopwatch.StartNew();
        var count = engine.Count("$c = Get-Contact; $c.Count");
        return new MeasuredLine("ours", watch.Elapsed.TotalSeconds, count);
    }

    private static async Task<MeasuredLine> ReadPlainAsync(Uri uri)
    {
        using var http = PlainHttp.Create();
        var watch = Stopwatch.StartNew();
        var count = await PlainReader.ReadAsync(http, uri);
        return new MeasuredLine("plain", watch.Elapsed.TotalSeconds, count);
    }

    private static long Read(HostedEngine engine, Uri uri)
    {
        engine.Connect(uri);
        return engine.Count($"Get-Contact | {CountItems}");
    }

    private static long Write(HostedEngine engine, Uri uri, string rows, long count)
    {
        engine.Connect(uri);
        return engine.Count($"{rows} | {NewRows.Create} | {CountItems}", ("n", count));
    }

    /// <summary>Stops in the middle.</summary>
    /// <returns>The number of all contacts if the last run has every one that was written.</returns>
    private static long Stopped(HostedEngine engine, Uri uri, long count)
    {
        engine.Connect(uri);
        return engine.Count($"{NewRows.Tables} | {NewRows.Create} | Select-Object -First ($n / 2) | Out-Null; if ((Get-ContactConnection).LastRun.Done -ge $n / 2) {{ $n }}", ("n", count));
    }

    /// <summary>Removes what it reads: the removals are deferred until the list has been read.</summary>
    private static long Remove(HostedEngine engine, Uri uri)
    {
        engine.Connect(uri);
        return engine.Count($"Get-Contact | Remove-Contact -Confirm:$false -PassThru | {CountItems}");
    }

    /// <summary>Keeps none of the changes that the sync writes.</summary>
    private static long Sync(HostedEngine engine, Uri uri, string path)
    {
        engine.Connect(uri);
        return engine.Count($"Sync-Contact -Path $path -ExternalDataProperty City -BatchSize 1000 | {CountItems}", ("path", path));
    }

    /// <summary>Reads the whole account into a file, and counts the contacts on the way.</summary>
    private static long IntoFile(HostedEngine engine, Uri uri, string write)
    {
        var path = Path.GetTempFileName();
        try
        {
            engine.Connect(uri);
            return engine.Count($"Get-Contact | ForEach-Object {{ $seen++; $_ }} | {write} -Force; $seen", ("path", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MeasuredLine PeakOf(Func<HostedEngine, long> work)
    {
        using var engine = HostedEngine.WithModule();
        var count = work(engine);
        return new MeasuredLine("peak", PeakMemory.Megabytes(), count);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
