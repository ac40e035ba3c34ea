using System.Diagnostics;

namespace ContactsPS.Testing;

/// <summary>Starts this program again in a new process.</summary>
internal static class Child
{
    public static ProcessStartInfo Of(params IReadOnlyList<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var dll = Path.Combine(AppContext.BaseDirectory, $"{typeof(Child).Assembly.GetName().Name}.dll");

        // Started with `dotnet X.dll`, the process is dotnet; started with `dotnet run`, it is the program itself.
        IReadOnlyList<string> own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [dll] : [];
        return new ProcessStartInfo(program, [.. own, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
    }
}
