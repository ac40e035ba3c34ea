using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContactsPS.Shell.StandIns;

/// <summary>The formatter behind every Format-* command, which the engine keeps although the commands live elsewhere.</summary>
internal static class EngineFormatter
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // The base classes are public, but the formatter they hand their input to can be set from Microsoft's own assembly alone.
    // Drawing tables anew would be a lot of code that draws them differently.
    public static void Attach(FrontEndCommandBase command, string shape)
    {
        var engine = typeof(FrontEndCommandBase).Assembly;
        var shapes = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.FormatShape", throwOnError: true)!;
        var formatter = engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.InnerFormatShapeCommand", throwOnError: true)!
            .GetConstructors(AnyInstance)
            .Single()
            .Invoke([Enum.Parse(shapes, shape)]);
        typeof(FrontEndCommandBase).GetField("implementation", AnyInstance)!.SetValue(command, formatter);
    }
}
