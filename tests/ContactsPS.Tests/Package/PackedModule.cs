using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>The output of <c>./build.ps1 -Task Pack</c> for the current build, in its own folder, and the unpacked package.</summary>
public sealed class PackedModule : IDisposable
{
    private static readonly string Configuration = typeof(PackedModule).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly DirectoryInfo output = Directory.CreateTempSubdirectory("packed");

    public PackedModule()
    {
        var (exitCode, said) = Dotnet(
            ["msbuild", Repository.PathOf("src", "ContactsPS"), "-target:PackModule", "-property:NoBuild=true", $"-property:Configuration={Configuration}", $"-property:ModuleOutput={output.FullName}/", "-verbosity:quiet", "-nodeReuse:false"]);
        Assert.True(exitCode == 0, said);
        ZipFile.ExtractToDirectory(PackagePath, Unpacked);
    }

    /// <summary>The folder and the package, and the package unpacked.</summary>
    public string Output => output.FullName;

    /// <summary>The module as it is copied by hand.</summary>
    public string Folder => Path.Combine(output.FullName, "ContactsPS", Version);

    /// <summary>The unpacked package, with the files that NuGet adds.</summary>
    public string Unpacked => Path.Combine(output.FullName, "unpacked", "ContactsPS", Version);

    public string Manifest => Path.Combine(Unpacked, "ContactsPS.psd1");

    public XElement Nuspec => XDocument.Load(Path.Combine(Unpacked, "ContactsPS.nuspec")).Root!.Elements().Single();

    private static string Version => ModuleManifest.Of(Repository.Manifest).Version;

    private string PackagePath => Path.Combine(output.FullName, $"ContactsPS.{Version}.nupkg");

    /// <summary>Runs <see cref="ImportedModuleTests"/> over the unpacked package, in a process that knows no other module.</summary>
    /// <param name="project">The test project; each one tests one build.</param>
    internal (int ExitCode, string Said) Test(string project) => Dotnet(
        [Repository.PathOf("tests", project, "bin", Configuration, "net10.0", $"{project}.dll"), "-class", typeof(ImportedModuleTests).FullName!, "-noLogo", "-noColor"],
        ("CONTACTSPS_MODULE", Manifest));

    public void Dispose() => output.Delete(recursive: true);

    internal static (int ExitCode, string Said) Dotnet(IReadOnlyList<string> arguments, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("CONTACTSPS_MODULE");
        if (variable is { } set)
        {
            start.Environment[set.Name] = set.Value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + error.GetAwaiter().GetResult());
    }
}

/// <summary>The tests that share one packed module.</summary>
[CollectionDefinition(nameof(PackedModule))]
public sealed class PackedModuleGroup : ICollectionFixture<PackedModule>;
