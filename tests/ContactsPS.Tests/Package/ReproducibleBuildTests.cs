using System.Diagnostics;
using System.Security.Cryptography;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>The checkout's build, and one of a copy of its sources in another folder.</summary>
[Collection(nameof(PackedModule))]
public sealed class ReproducibleBuildTests(PackedModule packed)
{
    [Fact]
    public void Another_folder_builds_the_same_bytes()
    {
        using var scratch = new ScratchFolder();
        // To the compiler, a comma and an equals sign separate paths.
        var folder = scratch.PathOf("a, b=c");
        SourceCopy.WriteTo(folder);
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(packed.Folder, "bin", "net8.0", "ContactsPS.dll")).ProductVersion!;
        var (exitCode, said) = PackedModule.Dotnet(
        [
            "msbuild", Path.Combine(folder, "src", "ContactsPS"), "-restore", "-target:PackModule", $"-property:Configuration={Repository.Configuration}",
            // The copy is not a git repository, so it gets what the build of the checkout read from git.
            $"-property:SourceRevisionId={version.Split('+').ElementAtOrDefault(1)}", $"-property:RepositoryCommit={packed.Nuspec.Elements().SingleOrDefault(element => element.Name.LocalName == "repository")?.Attribute("commit")?.Value}",
            // Analyzers write no code, and known vulnerabilities are requested over the network.
            "-property:RunAnalyzers=false", "-property:NuGetAudit=false", "-verbosity:quiet", "-nodeReuse:false",
        ],
        ("TZ", "Asia/Kathmandu"));
        Assert.True(exitCode == 0, said);
        var here = HashesOf(packed.Output).Where(line => !line.StartsWith("unpacked/", StringComparison.Ordinal)).ToList();
        var there = HashesOf(Path.Combine(folder, "out")).ToList();
        Assert.Contains(here, line => line.StartsWith("ContactsPS.", StringComparison.Ordinal));
        Assert.Empty(here.Except(there).Concat(there.Except(here)));
    }

    private static IEnumerable<string> HashesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(folder, file).Replace('\\', '/')} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Order(StringComparer.Ordinal);
}
