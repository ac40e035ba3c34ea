using System.Management.Automation;
using System.Reflection;

namespace ContactsPS.Shell.StandIns;

/// <summary>The engine's own way for a cmdlet to say that it needs no more input.</summary>
internal static class UpstreamStop
{
    // The engine knows this exception by its type and the type is internal. Any other exception would be an error to the user,
    // and letting the rest run through would read a whole account for -First 1.
    private static readonly ConstructorInfo Constructor =
        typeof(PSCmdlet).Assembly
            .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Single();

    public static Exception Request(PSCmdlet cmdlet) => (Exception)Constructor.Invoke([cmdlet]);
}
