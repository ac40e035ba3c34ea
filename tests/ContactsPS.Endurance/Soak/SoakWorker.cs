using System.Globalization;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Endurance.Soak;

/// <summary>A runspace that repeats the same cycle.</summary>
internal sealed class SoakWorker : IDisposable
{
    private const long FirstGroup = 2;

    private static readonly int[] ThrottleLimits = [8, 16, 32];

    private readonly string script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Soak", "Cycle.ps1"));
    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly EngineConnection connection;
    private readonly int number;
    private readonly int contacts;

    public SoakWorker(int number, int contacts, EngineConnection connection) => (this.number, this.contacts, this.connection) = (number, contacts, connection);

    /// <summary>The number of completed cycles.</summary>
    public int Cycles { get; private set; }

    /// <summary>A connection that every worker may use.</summary>
    public PSObject Share() => engine.Run(
        "Connect-ContactService -Credential $credential -BaseUri $baseUri -Name shared -ThrottleLimit 32 -MaximumRetryCount 10 -PassThru",
        ("credential", connection.Credential), ("baseUri", connection.BaseUri)).ThrowIfFailed().Output.Single();

    /// <summary>Repeats the cycle until the time is over; every other cycle uses its own connection.</summary>
    /// <exception cref="InvalidOperationException">A cycle did not do what it should.</exception>
    public void Run(PSObject shared, CancellationToken isOver)
    {
        while (!isOver.IsCancellationRequested)
        {
            engine.Run(
                script,
                ("worker", number),
                ("cycle", Cycles),
                ("n", contacts),
                ("group", FirstGroup + number),
                ("throttle", ThrottleLimits[Cycles % ThrottleLimits.Length]),
                ("credential", connection.Credential),
                ("baseUri", connection.BaseUri),
                ("shared", Cycles % 2 == 0 ? shared : null)).ThrowIfFailed();
            StopInTheMiddle(shared);
            Cycles++;
        }
    }

    public long CountContacts(PSObject shared) => engine.Count("@(Get-Contact -Connection $shared).Count", ("shared", shared));

    public void Dispose() => engine.Dispose();

    public override string ToString() => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ctrl+C while reading: nothing may remain in flight.</summary>
    private void StopInTheMiddle(PSObject shared)
    {
        using var shell = engine.Create("while ($true) { Get-Contact -PageSize 1 -Connection $shared }", ("shared", shared));
        var running = shell.BeginInvoke();
        shell.Stop();
        running.AsyncWaitHandle.Dispose();
    }
}
