using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Benchmarks.Server;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks;

/// <summary>What the rows have in common: the server, the report and a pwsh.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly BenchmarkOptions options;

    private Workbench(BenchmarkOptions options, ServerProcess server, Pwsh pwsh)
    {
        this.options = options;
        Server = server;
        Pwsh = pwsh;
        Report = new Report(Console.Out, judges: !options.Short);
    }

    public ServerProcess Server { get; }

    public Pwsh Pwsh { get; }

    public Report Report { get; }

    /// <summary>What the server had to deliver in the rows so far.</summary>
    public List<ServerNeed> Needs { get; } = [];

    /// <summary>The HttpClient of the plain C# programs; one, as it should be.</summary>
    public HttpClient Http { get; } = PlainHttp.Create();

    public bool IsShort => options.Short;

    public static async Task<Workbench> OpenAsync(BenchmarkOptions options)
    {
        var pwsh = await Pwsh.FindAsync(options.PwshPath);
        return new Workbench(options, await ServerProcess.StartAsync(), pwsh);
    }

    /// <summary>The one number in the long form, the other in the short one.</summary>
    public int Pick(int inLong, int inShort) => IsShort ? inShort : inLong;

    /// <summary>Runs a script whose sides take turns: in a pwsh, or in the short form in this process, which saves the start of one.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="expected">How many contacts each turn must have come to.</param>
    /// <param name="parameters">The script's parameters besides the module's manifest.</param>
    public async Task<IReadOnlyDictionary<string, Samples>> TakeTurnsAsync(string script, long expected, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        parameters = [("Manifest", Repository.Manifest), .. parameters];
        return ByTurns.Of(IsShort ? Scripts.RunHere(script, parameters) : (await Pwsh.RunAsync(script, parameters)).Lines, expected);
    }

    /// <summary>
    /// Runs a command of <see cref="ChildCommands"/> in this process and expects so many contacts. It measures nothing: the short form does so instead of starting
    /// a process for each figure.
    /// </summary>
    public async Task CountAsync(string what, int expected, params string[] command)
    {
        var measured = await ChildCommands.MeasureAsync(command);
        Side.Expect(what, expected, measured!.Count);
        Report.NotMeasured(what, $"the short form counts its {MetricText.Whole(measured.Count)} contacts only");
    }

    /// <returns>Whether every row ran; what it came to does not matter.</returns>
    public async Task<bool> RunAsync()
    {
        foreach (var line in Machine.Describe(this))
        {
            Report.Line(line);
        }

        var ran = true;
        foreach (var row in options.Rows)
        {
            Report.Heading($"{row.Name}: {row.About}{Machine.Load()}", row.Columns);
            ran &= await RunAsync(row);
        }

        return ran;
    }

    public void Dispose()
    {
        Http.Dispose();
        Server.Dispose();
    }

    private async Task<bool> RunAsync(Rows.IRow row)
    {
        try
        {
            await row.RunAsync(this);
            return true;
        }
#pragma warning disable CA1031 // A row that fails, in whatever way, must not take the others with it; the exit code tells.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report.NotMeasured(row.Name, exception.Message);
            return false;
        }
    }
}
