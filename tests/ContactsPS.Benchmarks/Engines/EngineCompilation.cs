using System.Reflection.PortableExecutable;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>Whether the assembly of an engine is precompiled (ReadyToRun), as in an installed PowerShell, or compiled each time it runs, as in the packages.</summary>
internal static class EngineCompilation
{
    public static string Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0 ? "precompiled" : "IL only";
    }
}
