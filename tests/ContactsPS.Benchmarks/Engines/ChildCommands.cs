using System.Diagnostics;
using System.Globalization;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>What this program does in a process of its own, where a figure has to be of a fresh one. Each writes one line.</summary>
internal static class ChildCommands
{
    public static async Task<bool> RunAsync(IReadOnlyList<string> arguments)
    {
        MeasuredLine? measured = arguments switch
        {
            ["read-ours", var uri] => ReadOurs(new Uri(uri)),
            ["read-plain", var uri] => await ReadPlainAsync(new Uri(uri)),
            ["peak-read", var uri] => PeakOf(engine => Read(engine, new Uri(uri))),
            ["peak-write-objects", var uri, var count] => PeakOf(engine => Write(engine, new Uri(uri), NewRows.Objects, Number(count))),
            ["peak-write-tables", var uri, var count] => PeakOf(engine => Write(engine, new Uri(uri), NewRows.Tables, Number(count))),
            ["peak-held", var uri] => PeakOf(engine => Remove(engine, new Uri(uri))),
            ["make-source", var uri, var path] => MakeSource(new Uri(uri), path),
            ["peak-sync", var uri, var path] => PeakOf(engine => Sync(engine, new Uri(uri), path)),
            ["peak-export", var uri] => PeakOf(engine => IntoFile(engine, new Uri(uri), "Export-Contact $path")),
            ["peak-report", var uri] => PeakOf(engine => IntoFile(engine, new Uri(uri), "Export-ContactReport $path -GroupLimit 0 -SegmentLimit 0")),
            ["peak-objects", var count] => PeakOf(engine => engine.Count($"{NewRows.Objects} | {Tally}", ("n", Number(count)))),
            ["peak-tables", var count] => PeakOf(engine => engine.Count($"{NewRows.Tables} | {Tally}", ("n", Number(count)))),
            ["import", var manifest] => Import(manifest),
            ["first-call", var uri] => FirstCall(new Uri(uri)),
            _ => null,
        };
        if (measured is not null)
        {
            await Console.Out.WriteLineAsync(measured.ToString());
        }

        return measured is not null;
    }

    /// <summary>Counts what comes and keeps nothing of it.</summary>
    private const string Tally = "ForEach-Object { $seen++ }; $seen";

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
        return engine.Count($"Get-Contact | {Tally}");
    }

    private static long Write(HostedEngine engine, Uri uri, string rows, long count)
    {
        engine.Connect(uri);
        return engine.Count($"{rows} | {NewRows.Create} | {Tally}", ("n", count));
    }

    /// <summary>Removes what it reads: everything is held until it has been read.</summary>
    private static long Remove(HostedEngine engine, Uri uri)
    {
        engine.Connect(uri);
        return engine.Count($"Get-Contact | Remove-Contact -Confirm:$false -PassThru | {Tally}");
    }

    /// <summary>Writes what an account holds into a CSV, one contact in a hundred with another name.</summary>
    private static MeasuredLine MakeSource(Uri uri, string path)
    {
        using var engine = HostedEngine.WithModule();
        engine.Connect(uri);
        using var file = new StreamWriter(path);
        file.WriteLine("ExternalId,Email,PhoneNumber,FirstName,LastName,City");
        var count = engine.Count(
            """
            $seen = 0
            Get-Contact | ForEach-Object {
                $seen++
                $name = if ($seen % 100) { $_.FirstName } else { 'Changed' }
                $file.WriteLine("$($_.ExternalId),$($_.Email),$($_.PhoneNumber),$name,$($_.LastName),$($_.ExternalData.City)")
            }
            $seen
            """,
            ("file", file));
        return new MeasuredLine("source", 0, count);
    }

    /// <summary>Keeps nothing of what the sync writes.</summary>
    private static long Sync(HostedEngine engine, Uri uri, string path)
    {
        engine.Connect(uri);
        return engine.Count($"Sync-Contact -Path $path -ExternalDataProperty City -BatchSize 1000 | {Tally}", ("path", path));
    }

    /// <summary>Reads the whole account into a file, and counts what was read on its way there.</summary>
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

    private static MeasuredLine Import(string manifest)
    {
        using var engine = new HostedEngine();

        // What the engine's own first pipeline takes is no module's to answer for.
        engine.Run("$null = Get-Command Import-Module").ThrowIfFailed();
        var watch = Stopwatch.StartNew();
        engine.Import(manifest);
        return new MeasuredLine("import", watch.Elapsed.TotalSeconds, 0);
    }

    private static MeasuredLine FirstCall(Uri uri)
    {
        using var engine = HostedEngine.WithModule();
        var watch = Stopwatch.StartNew();
        engine.Connect(uri);
        var count = engine.Count("@(Get-Contact -First 1).Count");
        return new MeasuredLine("first", watch.Elapsed.TotalSeconds, count);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
