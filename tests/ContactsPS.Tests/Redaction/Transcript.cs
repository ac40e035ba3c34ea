using System.Management.Automation;
using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Redaction;

/// <summary>Everything that a session wrote, and the values that remain in it.</summary>
internal sealed class Transcript(HostedEngine engine, RecordingHost host)
{
    private const int Depth = 4;

    // Variables of the test itself, and those of the engine that have no end.
    private static readonly HashSet<string> NotOurs = new(["rows", "credential", "broken", "uri", "report", "noisy", "sure", "pretending", "sandbox", "Host", "ExecutionContext"], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder rest = new();

    /// <summary>The verbose, debug and progress streams, which end up in logs.</summary>
    public List<string> Logs { get; } = [];

    public List<RenderedError> Errors { get; } = [];

    /// <summary>All of it as one text.</summary>
    public string Everything => string.Join('\n', [host.Shown, .. Logs, .. Errors.Select(error => error.Text), rest.ToString()]);

    public void Run(string script)
    {
        using var powershell = engine.Create(script);
        var output = new PSDataCollection<PSObject>();
        try
        {
            powershell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            Errors.Add(new RenderedError(exception.ErrorRecord, script));
            Say(exception.ToString());
        }

        Errors.AddRange(powershell.Streams.Error.Select(error => new RenderedError(error, script)));
        Logs.AddRange(powershell.Streams.Verbose.Select(record => $"{script}: {record.Message}"));
        Logs.AddRange(powershell.Streams.Debug.Select(record => $"{script}: {record.Message}"));
        Logs.AddRange(powershell.Streams.Progress.Select(record => $"{script}: {record}"));
        Say([.. powershell.Streams.Warning.Select(record => record.Message), .. powershell.Streams.Information.Select(record => $"{record.MessageData} {record.Source}")]);
        Show([.. output.Where(item => item is not null)]);
    }

    /// <summary>Records the errors and variables of the session.</summary>
    public void LookAround()
    {
        foreach (var view in new[] { "ConciseView", "NormalView" })
        {
            engine.Run($"$ErrorView = '{view}'; $Error | Out-Default").ThrowIfFailed();
        }

        var variables = engine.Run("$ExecutionContext.InvokeProvider.ChildItem.Get('variable:', $false)").ThrowIfFailed().Output.Select(item => (PSVariable)item.BaseObject);
        foreach (var variable in variables.Where(variable => !NotOurs.Contains(variable.Name)))
        {
            Say($"{variable.Name} = {variable.Value}", PSSerializer.Serialize(variable.Value, 2));
        }
    }

    private void Show(IReadOnlyList<PSObject> output)
    {
        foreach (var item in output)
        {
            Say(item.ToString(), PSSerializer.Serialize(item, Depth));
            Say([.. item.Properties.Select(Line)]);
        }

        engine.Run("$shown | Out-Default", ("shown", output)).ThrowIfFailed();
        engine.Run("Clear-Variable shown", ("shown", null));
    }

    private void Say(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            rest.AppendLine(text);
        }
    }

    private static string Line(PSPropertyInfo property)
    {
        try
        {
            return $"{property.Name} = {property.Value}";
        }
        catch (GetValueException exception)
        {
            return exception.ToString();
        }
    }
}
