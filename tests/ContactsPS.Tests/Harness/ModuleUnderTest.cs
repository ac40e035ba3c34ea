#if NET472_MODULE
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;

namespace ContactsPS.Tests.Harness;

/// <summary>
/// The build for Windows PowerShell 5.1: each assembly is loaded from its own folder, as there, and the engine from the host. It runs on
/// .NET here; what .NET Framework itself does differently stays unverified.
/// </summary>
internal static class ModuleUnderTest
{
    private static readonly Lazy<Assembly> Loaded = new(() => new FolderContext().LoadFromAssemblyPath(FolderContext.PathOf("ContactsPS")));

    /// <summary>The types that the manifest brings, since the assembly alone is imported.</summary>
    public static void AddTypes(InitialSessionState state) =>
        state.Types.Add(new SessionStateTypeEntry(Repository.PathOf("bin", "ContactsPS.Types.ps1xml")));

    public static void Import(TestShell shell) =>
        shell.Run("Import-Module -Assembly $assembly", ("assembly", Loaded.Value)).ThrowIfFailed();

    private sealed class FolderContext() : AssemblyLoadContext("net472")
    {
        public static string PathOf(string name) => Repository.PathOf("bin", "net472", $"{name}.dll");

        protected override Assembly? Load(AssemblyName assemblyName) =>
            File.Exists(PathOf(assemblyName.Name!)) ? LoadFromAssemblyPath(PathOf(assemblyName.Name!)) : null;
    }
}
#else
namespace ContactsPS.Tests.Harness;

/// <summary>The build for PowerShell 7.4+, imported through the manifest as a user does.</summary>
internal static class ModuleUnderTest
{
    public static void Import(TestShell shell) =>
        shell.Run("Import-Module $manifest", ("manifest", Repository.Manifest)).ThrowIfFailed();
}
#endif
