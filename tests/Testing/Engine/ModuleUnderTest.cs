#if NET472_MODULE
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;
#else
using System.Management.Automation.Runspaces;
#endif

namespace ContactsPS.Testing;

#if NET472_MODULE
/// <summary>
/// The build for Windows PowerShell 5.1: each assembly is loaded from its own folder, as Windows PowerShell does, and the engine comes from the host. It runs on .NET here. How .NET
/// Framework itself behaves remains unverified.
/// </summary>
#else
/// <summary>The build for PowerShell 7.4 and later, imported through the manifest as a user does.</summary>
#endif
internal static class ModuleUnderTest
{
    /// <summary>The module of the checkout, or the one whose manifest CONTACTSPS_MODULE names, as in tests/Pester.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("CONTACTSPS_MODULE") is { Length: > 0 } manifest ? Path.GetDirectoryName(Path.GetFullPath(manifest))! : Repository.Root;

#if NET472_MODULE
    private static readonly Lazy<Assembly> Loaded = new(() => new FolderContext().LoadFromAssemblyPath(FolderContext.PathOf("ContactsPS")));

    public static string Framework => "net472";

    /// <summary>Adds the types that the manifest would add, since only the assembly is imported.</summary>
    public static void Prepare(InitialSessionState state) =>
        state.Types.Add(new SessionStateTypeEntry(Path.Combine(Folder, "bin", "ContactsPS.Types.ps1xml")));

    public static void Import(HostedEngine engine) =>
        engine.Run("Import-Module -Assembly $assembly", ("assembly", Loaded.Value)).ThrowIfFailed();

    private sealed class FolderContext() : AssemblyLoadContext("net472")
    {
        public static string PathOf(string name) => Path.Combine(Folder, "bin", "net472", $"{name}.dll");

        protected override Assembly? Load(AssemblyName assemblyName) =>
            File.Exists(PathOf(assemblyName.Name!)) ? LoadFromAssemblyPath(PathOf(assemblyName.Name!)) : null;
    }
#else
    public static string Framework => "net8.0";

    public static void Prepare(InitialSessionState state)
    {
        // The manifest adds everything.
    }

    public static void Import(HostedEngine engine) => engine.Import(Path.Combine(Folder, "ContactsPS.psd1"));
#endif
}
