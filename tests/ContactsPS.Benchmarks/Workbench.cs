using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Measuring;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Benchmarks.Server;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks;

/// <summary>What the rows share: the server, the report and a pwsh.</summary>
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

    /// <summary>What the rows so far needed from the server.</summary>
    public List<ServerNeed> Needs { get; } = [];

    /// <summary>The one HttpClient of the plain C# programs, as Microsoft recommends.</summary>
    public HttpClient Http { get; } = PlainHttp.Create();

    public bool IsShort => options.Short;

    public static async Task<Workbench> OpenAsync(BenchmarkOptions options)
    {
        var pwsh = await Pwsh.FindAsync(options.PwshPath);
        return new Workbench(options, await ServerProcess.StartAsync(), pwsh);
    }

    /// <summary>Chooses a number for the long or the short form.</summary>
    public int Pick(int inLong, int inShort) => IsShort ? inShort : inLong;

    /// <summary>Runs a script that measures its sides in turns: in a pwsh, or in the short form in this process, which saves starting one.</summary>
    /// <param name="script">The name of the script.</param>
    /// <param name="expected">The number of contacts that each turn must process.</param>
    /// <param name="parameters">The parameters of the script besides the manifest of the module.</param>
    public async Task<IReadOnlyDictionary<string, Samples>> TakeTurnsAsync(string script, long expected, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        parameters = [("Manifest", Repository.Manifest), .. parameters];
        return ByTurns.Of(IsShort ? Scripts.RunHere(script, parameters) : (await Pwsh.RunAsync(script, parameters)).Lines, expected);
    }

    /// <summary>
    /// Runs a command of <see cref="ChildCommands"/> in this process and expects a number of contacts. It measures nothing: the short form does this instead of starting a process
    /// for each figure.
    /// </summary>
    public async Task CountAsync(string what, int expected, params string[] command)
    {
        var measured = await ChildCommands.MeasureAsync(command);
        Side.Expect(what, expected, measured!.Count);
        Report.NotMeasured(what, $"the short form counts its {MetricText.Whole(measured.Count)} contacts only");
    }

    /// <returns>Whether every row ran, whatever its figures.</returns>
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
#pragma warning disable CA1031 // Any failure of a row must not stop the other rows; the exit code reports it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report.NotMeasured(row.Name, exception.Message);
            return false;
        }
    }
}
