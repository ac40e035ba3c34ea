using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Plain;
using ContactsPS.Benchmarks.Reporting;
using ContactsPS.Benchmarks.Server;

namespace ContactsPS.Benchmarks;

/// <summary>What the rows have in common: the server, the report and, where there is one, a pwsh.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly BenchmarkOptions options;

    private Workbench(BenchmarkOptions options, ServerProcess server, Pwsh? pwsh)
    {
        this.options = options;
        Server = server;
        Pwsh = pwsh;
        Report = new Report(Console.Out, judges: !options.Short);
    }

    public ServerProcess Server { get; }

    public Pwsh? Pwsh { get; }

    public Report Report { get; }

    /// <summary>What the server had to deliver in the rows so far.</summary>
    public List<ServerNeed> Needs { get; } = [];

    /// <summary>The HttpClient of the plain C# programs; one, as it should be.</summary>
    public HttpClient Http { get; } = PlainHttp.Create();

    public bool IsShort => options.Short;

    public static async Task<Workbench> OpenAsync(BenchmarkOptions options) =>
        new(options, await ServerProcess.StartAsync(), options.WithoutPwsh ? null : Pwsh.Find());

    /// <summary>The one number in the long form, the other in the short one.</summary>
    public int Pick(int inLong, int inShort) => IsShort ? inShort : inLong;

    /// <returns>Whether every row ran; what it came to does not matter.</returns>
    public async Task<bool> RunAsync()
    {
        foreach (var line in await Machine.DescribeAsync(this))
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
