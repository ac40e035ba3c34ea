using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>
/// What a module does in any folder: here in the checkout, and in <c>PackageTests</c> each build of the unpacked package, in its own process.
/// </summary>
public sealed class ImportedModuleTests : IDisposable
{
    private readonly RecordingHost host = new();
    private readonly HostedEngine engine;

    public ImportedModuleTests() => engine = HostedEngine.WithModule(host);

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Its_cmdlets_come_from_its_own_folder() =>
        Assert.Equal(
            Path.Combine(ModuleUnderTest.Folder, "bin", ModuleUnderTest.Framework, "ContactsPS.dll"),
            engine.Run("(Get-Command Get-Contact).ImplementingType.Assembly.Location").Value);

    [Fact]
    public void It_works_against_a_sandbox()
    {
        var run = engine.Run("Start-ContactSandbox | Connect-ContactService; $null = New-Contact -Email ewa@example.com; (Get-Contact).Email");
        Assert.Equal("ewa@example.com", run.ThrowIfFailed().Value);
    }

    [Fact]
    public void It_has_help()
    {
        Assert.StartsWith("Gets contacts", engine.Run("(Get-Help Get-Contact).Synopsis").ThrowIfFailed().Texts.Single(), StringComparison.Ordinal);
        Assert.Contains("ContactsPS", engine.Run("Get-Help about_ContactsPS").ThrowIfFailed().Texts.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_views()
    {
        if (ModuleUnderTest.Framework == "net472")
        {
            ImportViews();
        }

        engine.Run("Start-ContactSandbox | Connect-ContactService; $null = New-Contact -Email ewa@example.com; Get-Contact | Out-Default").ThrowIfFailed();
        Assert.Matches("Id +ExternalId +Email", Regex.Replace(host.Shown, @"\x1b\[[0-9;]*m", string.Empty));
    }

    /// <summary>The net472 build is imported as an assembly without views; a manifest that names nothing else adds them.</summary>
    private void ImportViews()
    {
        var folder = Directory.CreateTempSubdirectory("views");
        var manifest = Path.Combine(folder.FullName, "Views.psd1");
        File.WriteAllText(manifest, $"@{{ ModuleVersion = '1.0'; FormatsToProcess = '{Path.Combine(ModuleUnderTest.Folder, "bin", "ContactsPS.Format.ps1xml")}' }}");
        engine.Run("Import-Module $manifest", ("manifest", manifest)).ThrowIfFailed();
        folder.Delete(recursive: true);
    }
}
