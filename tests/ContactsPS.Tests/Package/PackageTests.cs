using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>The package for a PowerShell repository. Whether the Gallery accepts it was not tested.</summary>
[Collection(nameof(PackedModule))]
public sealed class PackageTests(PackedModule packed)
{
    // What NuGet adds to every package, and what installing leaves out.
    private static readonly string[] NuGetsOwn = ["ContactsPS.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"];

    private static readonly ModuleManifest Manifest = ModuleManifest.Of(Repository.Manifest);

    [Theory]
    [InlineData("ContactsPS.Tests")]
    [InlineData("ContactsPS.Net472.Tests")]
    public void The_unpacked_package_is_imported_and_works_in_a_new_process(string project)
    {
        var (exitCode, said) = packed.Test(project);
        Assert.True(exitCode == 0, said);
        Assert.Contains("Total: 4, Errors: 0, Failed: 0, Skipped: 0", said, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_exactly_the_files_of_the_module_folder()
    {
        Assert.Equal(FilesOf(packed.Folder), FilesOf(packed.Unpacked).Except(NuGetsOwn));
        Assert.All(FilesOf(packed.Folder), file => Assert.Equal(File.ReadAllBytes(Path.Combine(packed.Folder, file)), File.ReadAllBytes(Path.Combine(packed.Unpacked, file))));
    }

    [Fact]
    public void Its_nuspec_agrees_with_the_manifest()
    {
        Assert.Equal("ContactsPS", Said("id"));
        Assert.Equal(Manifest.Version, Said("version"));
        Assert.Equal(Manifest.Text("Author"), Said("authors"));
        Assert.Equal(Manifest.Text("Description"), Said("description"));
        Assert.Equal(Manifest.Text("Copyright"), Said("copyright"));
        Assert.Equal(
            ["PSModule", .. Manifest.Tags, "PSIncludes_Cmdlet", .. Manifest.Cmdlets.SelectMany(name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" })],
            Said("tags").Split(' '));
    }

    [Fact]
    public void It_has_no_dependencies_and_names_no_address_of_ours() =>
        Assert.Empty(packed.Nuspec.Elements().Select(element => element.Name.LocalName).Intersect(["dependencies", "frameworkAssemblies", "projectUrl", "iconUrl"]));

    [Fact]
    public void Licence_icon_and_readme_are_files_of_the_package() =>
        Assert.All(["license", "icon", "readme"], kind => Assert.True(File.Exists(Path.Combine(packed.Unpacked, Said(kind))), kind));

    [Fact]
    public void Its_release_notes_are_the_changelog_of_this_version()
    {
        var changelog = File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ReplaceLineEndings("\n");
        var newest = "## " + changelog.Split("\n## ")[1].Trim();
        Assert.StartsWith($"## {Manifest.Version}", newest, StringComparison.Ordinal);
        Assert.Equal(newest, Said("releaseNotes").ReplaceLineEndings("\n"));
        Assert.Equal(newest, ModuleManifest.Of(packed.Manifest).ReleaseNotes.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Its_manifest_is_ASCII_which_every_PowerShell_reads_the_same() =>
        Assert.All(File.ReadAllBytes(packed.Manifest), part => Assert.InRange(part, (byte)1, (byte)127));

    [Fact]
    public void No_file_of_it_names_the_folder_of_the_build()
    {
        var assemblies = Directory.GetFiles(packed.Unpacked, "ContactsPS*.dll", SearchOption.AllDirectories);
        Assert.Equal(6, assemblies.Length);
        Assert.All(assemblies, path => Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root))));
        Assert.Empty(Directory.GetFiles(packed.Unpacked, "*.pdb", SearchOption.AllDirectories));
    }

    [Fact]
    public void Its_bill_of_materials_lists_a_package_for_each_assembly_that_is_not_ours()
    {
        var bill = XDocument.Load(Path.Combine(packed.Unpacked, "ContactsPS.cdx.xml")).Root!;
        var schema = bill.Name.Namespace;
        var components = bill.Element(schema + "components")!.Elements().ToList();
        var others = Directory.GetFiles(Path.Combine(packed.Unpacked, "bin"), "*.dll", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => !name.StartsWith("ContactsPS", StringComparison.Ordinal));
        Assert.Equal(others.Order(StringComparer.Ordinal), components.Select(component => component.Element(schema + "name")!.Value).Order(StringComparer.Ordinal));
        using var locked = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", "ContactsPS", "packages.lock.json")));
        var packages = locked.RootElement.GetProperty("dependencies").GetProperty(".NETFramework,Version=v4.7.2");
        Assert.All(components, component => Assert.Equal(packages.GetProperty(component.Element(schema + "name")!.Value).GetProperty("resolved").GetString(), component.Element(schema + "version")!.Value));
        Assert.All(components, component => Assert.Equal("MIT", component.Element(schema + "licenses")!.Value.Trim()));
        Assert.All(components, component => Assert.Equal(128, component.Element(schema + "hashes")!.Value.Trim().Length));
        Assert.All(components, component => Assert.StartsWith("©", component.Element(schema + "copyright")!.Value, StringComparison.Ordinal));
        Assert.Equal(Manifest.Version, bill.Element(schema + "metadata")!.Element(schema + "component")!.Element(schema + "version")!.Value);
        Assert.Empty(bill.Descendants(schema + "timestamp"));
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private string Said(string element) => packed.Nuspec.Elements().Single(child => child.Name.LocalName == element).Value;
}
