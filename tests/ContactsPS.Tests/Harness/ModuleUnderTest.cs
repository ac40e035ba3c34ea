#if NET472_MODULE
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;
#endif

namespace ContactsPS.Tests.Harness;

#if NET472_MODULE
/// <summary>
/// The build for Windows PowerShell 5.1: each assembly is loaded from its own folder, as there, and the engine from the host. It runs on
/// .NET here; what .NET Framework itself does differently stays unverified.
/// </summary>
#else
/// <summary>The build for PowerShell 7.4+, imported through the manifest as a user does.</summary>
#endif
internal static class ModuleUnderTest
{
    /// <summary>The checkout's, or the one whose manifest CONTACTSPS_MODULE names: tests/Pester is told in the same way.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("CONTACTSPS_MODULE") is { Length: > 0 } manifest ? Path.GetDirectoryName(Path.GetFullPath(manifest))! : Repository.Root;

#if NET472_MODULE
    private static readonly Lazy<Assembly> Loaded = new(() => new FolderContext().LoadFromAssemblyPath(FolderContext.PathOf("ContactsPS")));

    public static string Framework => "net472";

    /// <summary>The types that the manifest brings, since the assembly alone is imported.</summary>
    public static void AddTypes(InitialSessionState state) =>
        state.Types.Add(new SessionStateTypeEntry(Path.Combine(Folder, "bin", "ContactsPS.Types.ps1xml")));

    public static void Import(TestShell shell) =>
        shell.Run("Import-Module -Assembly $assembly", ("assembly", Loaded.Value)).ThrowIfFailed();

    private sealed class FolderContext() : AssemblyLoadContext("net472")
    {
        public static string PathOf(string name) => Path.Combine(Folder, "bin", "net472", $"{name}.dll");

        protected override Assembly? Load(AssemblyName assemblyName) =>
            File.Exists(PathOf(assemblyName.Name!)) ? LoadFromAssemblyPath(PathOf(assemblyName.Name!)) : null;
    }
#else
    public static string Framework => "net8.0";

    public static void Import(TestShell shell) =>
        shell.Run("Import-Module $manifest", ("manifest", Path.Combine(Folder, "ContactsPS.psd1"))).ThrowIfFailed();
#endif
}
