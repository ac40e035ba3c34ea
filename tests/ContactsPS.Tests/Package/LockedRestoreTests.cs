using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>Restores a copy of the sources, as a build server does.</summary>
public sealed class LockedRestoreTests : IDisposable
{
    private static readonly string LockFile = Path.Combine("src", "ContactsPS.Client", "packages.lock.json");

    private readonly ScratchFolder folder = new();

    public LockedRestoreTests() => SourceCopy.WriteTo(folder.FullName);

    [Fact]
    public void A_build_server_restores_the_versions_of_the_lock_file() => Assert.DoesNotContain("error", Restore(expectedExitCode: 0), StringComparison.Ordinal);

    [Fact]
    public void A_build_server_refuses_another_version()
    {
        Replace("Directory.Packages.props", "\"System.Text.Json\" Version=\"10.0.15\"", "\"System.Text.Json\" Version=\"10.0.12\"");
        Assert.Contains("error NU1004", Restore(expectedExitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_server_refuses_a_package_with_another_hash()
    {
        // The first character of the hash of an indirect dependency.
        Replace(LockFile, "qdcDOgnFZY40", "0dcDOgnFZY40");
        Assert.Contains("error NU1403", Restore(expectedExitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_server_refuses_a_project_without_a_lock_file()
    {
        File.Delete(folder.PathOf(LockFile));
        Assert.Contains("There is no packages.lock.json", Restore(expectedExitCode: 1), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf(LockFile)));
    }

    public void Dispose() => folder.Dispose();

    private void Replace(string file, string text, string replacement)
    {
        var before = File.ReadAllText(folder.PathOf(file));
        Assert.Contains(text, before, StringComparison.Ordinal);
        folder.Write(file, before.Replace(text, replacement, StringComparison.Ordinal));
    }

    private string Restore(int expectedExitCode)
    {
        var (exitCode, said) = PackedModule.Dotnet(["restore", folder.PathOf("src/ContactsPS.Client"), "-property:NuGetAudit=false", "-nodeReuse:false"], ("CI", "true"));
        Assert.True(exitCode == expectedExitCode, said);
        return said;
    }
}
