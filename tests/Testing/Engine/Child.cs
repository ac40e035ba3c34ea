using System.Diagnostics;

namespace ContactsPS.Testing;

/// <summary>Starts this program again, in a process of its own.</summary>
internal static class Child
{
    public static ProcessStartInfo Of(params IReadOnlyList<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var dll = Path.Combine(AppContext.BaseDirectory, $"{typeof(Child).Assembly.GetName().Name}.dll");

        // Run as `dotnet X.dll`, the process is dotnet; by `dotnet run` it is the program itself.
        IReadOnlyList<string> own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [dll] : [];
        return new ProcessStartInfo(program, [.. own, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
    }
}
