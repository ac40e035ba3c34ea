using System.Runtime.InteropServices;
using System.Text;
using ContactsPS.Acceptance;
using ContactsPS.Acceptance.Checks;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;

const int Otherwise = 1;
const int Refused = 2;
const int Failed = 3;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var options = AcceptanceOptions.Parse(args);
if (options.Problem is not null || options.Help)
{
    await (options.Help ? Console.Out : Console.Error).WriteLineAsync(options.Help ? AcceptanceOptions.Usage : $"{options.Problem}{Environment.NewLine}{AcceptanceOptions.Usage}");
    return options.Help ? 0 : Refused;
}

if (options.Plan)
{
    foreach (var check in Check.All)
    {
        await Console.Out.WriteLineAsync($"{check.Fact,-4} {(check.Access == Access.Reads ? "reads " : check.Access == Access.Writes ? "writes" : "both  ")}  {check.Does}");
    }

    return 0;
}

var (settings, problem) = Settings.Read(Environment.GetEnvironmentVariable, options.Write || options.Remove is not null);
if (settings is null)
{
    await Console.Error.WriteLineAsync(problem);
    return Refused;
}

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var run = new AcceptanceRun(settings, options.Write, Console.Out, stopping.Token, names: options.Remove is { } prefix ? new RunNames(prefix) : null);
if (options.Remove is not null)
{
    var left = await run.RemoveLeftoversAsync();
    await Console.Out.WriteLineAsync(left == 0 ? "Nothing of that run is left." : "Something of that run may be left.");
    return left == 0 ? 0 : Failed;
}

if (await run.RunAsync() is not { } result)
{
    return Failed;
}

await ResultWriter.WriteAsync(options.Folder!, result);
await Console.Out.WriteLineAsync(
    $"{result.CountOf(Outcome.Holds)} facts hold, {result.CountOf(Outcome.DoesNotHold)} do not, {result.CountOf(Outcome.NotDecided)} are not decided; "
    + $"{result.Requests} requests, {result.Contacts} contacts sent, {(result.Left is { } number ? $"{number}" : "an unknown number")} left.");
await Console.Out.WriteLineAsync($"The result is in {Path.Combine(options.Folder!, ResultWriter.TableName)} and {ResultWriter.JsonName}.");
return result.EndedBy is not null || result.Left != 0 ? Failed : result.CountOf(Outcome.DoesNotHold) > 0 ? Otherwise : 0;

// The first signal lets the run remove what it created; the second ends the program at once.
void Stop(PosixSignalContext signal)
{
    if (stopping.IsCancellationRequested)
    {
        return;
    }

    signal.Cancel = true;
    Console.Out.WriteLine("Stopping, and removing what was created. Another Ctrl+C ends the program and leaves it in the account.");
    stopping.Cancel();
}
