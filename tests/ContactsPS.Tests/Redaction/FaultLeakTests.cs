using System.Reflection;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Redaction;

/// <summary>Every cmdlet meets every fault of the sandbox, and its errors and logs show neither secrets nor data of other people.</summary>
public sealed class FaultLeakTests
{
    // These take a second per request.
    private static readonly HashSet<string> Unhurried = new(["Hang", "HangAfterProcessing", "Slow"], StringComparer.Ordinal);

    public static TheoryData<string> Faults =>
        [.. Enum.GetNames(Assembly.LoadFrom(Repository.PathOf("bin", "net8.0", "ContactsPS.Sandbox.dll")).GetType("ContactsPS.Sandbox.Options.SandboxFault", throwOnError: true)!)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_reveals_nothing(string fault)
    {
        using var session = new LeakSession();
        session.Connect(session.StartSandbox($"-FaultRate 1 -Fault {fault}"), "-MaximumRetryCount 0 -TimeoutSec 1");
        session.Run(Unhurried.Contains(fault) ? Scenarios.InBrief() : Scenarios.ForReal());
        Assert.NotEmpty(session.ErrorIds);
        session.ShouldRevealNothing();
    }
}
