using System.Reflection.PortableExecutable;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>Whether an engine's assembly is precompiled (ReadyToRun), as an installed PowerShell's is, or is compiled each time it runs, as the packages' is.</summary>
internal static class EngineCompilation
{
    public static string Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0 ? "precompiled" : "IL only";
    }
}
