using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>The files and metadata of the built module.</summary>
public sealed class PackageConventions
{
    private static readonly string[] OurOwn = ["ContactsPS", "ContactsPS.Client", "ContactsPS.Sandbox"];

    private static readonly AssemblyName Engine = new("System.Management.Automation, Version=3.0.0.0, PublicKeyToken=31bf3856ad364e35");

    [Fact]
    public void The_folder_for_PowerShell_7_holds_only_our_own_assemblies() =>
        Assert.Equal(OurOwn, Assemblies("net8.0").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>
    /// A module cannot add a binding redirect to powershell.exe: a file in the folder is loaded only if it has exactly the version that is referenced. The framework's
    /// own assemblies satisfy references to lower versions too.
    /// </summary>
    [Fact]
    public void Every_reference_in_the_folder_for_Windows_PowerShell_is_satisfied_without_a_binding_redirect()
    {
        var shipped = Assemblies("net472").Select(AssemblyName.GetAssemblyName).ToList();
        var framework = FrameworkAssemblies();
        var unsatisfied = (
            from path in Assemblies("net472")
            from reference in ReferencesOf(path)
            where !shipped.Append(Engine).Any(file => IsSame(file, reference) && file.Version == reference.Version)
            where !framework.Any(assembly => IsSame(assembly, reference) && assembly.Version >= reference.Version)
            select $"{Path.GetFileName(path)} references {reference.Name} {reference.Version}. "
                + $"Folder: {VersionIn(shipped, reference)}. .NET Framework 4.7.2: {VersionIn(framework, reference)}.").ToList();
        Assert.True(unsatisfied.Count == 0, string.Join('\n', unsatisfied));
    }

    [Theory]
    [InlineData("ContactsPS.psm1")]
    [InlineData("ContactsPS.Format.ps1xml")]
    [InlineData("ContactsPS.Types.ps1xml")]
    [InlineData("ContactsPS.Types.psd1")]
    [InlineData("net8.0/ContactsPS.dll")]
    [InlineData("net472/ContactsPS.dll")]
    [InlineData("net8.0/en-US/ContactsPS.dll-Help.xml")]
    [InlineData("net472/en-US/ContactsPS.dll-Help.xml")]
    public void A_build_creates_the_files_that_the_manifest_needs(string file) =>
        Assert.True(File.Exists(Repository.PathOf("bin", file)), file);

    [Fact]
    public void The_version_of_the_manifest_is_the_version_of_the_assemblies() =>
        Assert.Contains(
            $"ModuleVersion          = '{AssemblyName.GetAssemblyName(Assemblies("net8.0").First()).Version!.ToString(3)}'",
            File.ReadAllText(Repository.Manifest),
            StringComparison.Ordinal);

    [Fact]
    public void Every_output_type_has_a_table_and_a_list()
    {
        var views = XDocument.Load(Repository.PathOf("src", "ContactsPS", "Module", "ContactsPS.Format.ps1xml")).Descendants("View").ToList();
        foreach (var type in new[] { "Client.Models.Contact", "Client.Models.ContactGroup", "Client.Models.ContactField", "Client.Models.ContactSegment", "Connections.ContactConnection", "Connections.ContactSandbox", "Sandbox.SandboxRequest" })
        {
            var own = views.Where(view => view.Descendants("TypeName").Any(name => name.Value == $"ContactsPS.{type}")).ToList();
            Assert.Contains(own, view => view.Element("TableControl") is not null);
            Assert.Contains(own, view => view.Element("ListControl") is not null);
        }
    }

    /// <summary>The serialization set lists the serialized properties: a property that is missing there would be lost in a job or a file.</summary>
    [Theory]
    [InlineData("Contact")]
    [InlineData("ContactGroup")]
    [InlineData("ContactField")]
    [InlineData("ContactSegment")]
    public void Every_property_of_an_output_type_is_serialized_also_a_second_time(string type)
    {
        var types = XDocument.Load(Repository.PathOf("src", "ContactsPS", "Module", "ContactsPS.Types.ps1xml")).Descendants("Type").ToDictionary(entry => (string)entry.Element("Name")!, StringComparer.Ordinal);
        var set = Assert.Single(types[$"ContactsPS.Client.Models.{type}"].Descendants("PropertySet"), set => (string?)set.Element("Name") == "PropertySerializationSet");
        Assert.Equal(PropertiesOf(type), set.Descendants("Name").Skip(1).Select(name => name.Value));
        Assert.Equal(
            types[$"ContactsPS.Client.Models.{type}"].Element("Members")!.ToString(),
            types[$"Deserialized.ContactsPS.Client.Models.{type}"].Element("Members")!.ToString());
    }

    [Fact]
    public void Every_error_id_has_a_message_or_advice_in_the_resources()
    {
        var resources = XDocument.Load(Repository.PathOf("src", "ContactsPS", "Errors", "Messages.resx")).Descendants("data").Select(data => (string)data.Attribute("name")!).ToHashSet(StringComparer.Ordinal);
        var ids = Help.ErrorSources.Ids;
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"{id}_Advice", resources));
    }

    [Fact]
    public void The_client_does_not_know_PowerShell_and_the_sandbox_does_not_know_the_client()
    {
        Assert.DoesNotContain(ReferencesOf(PathOf("ContactsPS.Client")), reference => reference.Name is "System.Management.Automation" or "ContactsPS" or "ContactsPS.Sandbox");
        Assert.DoesNotContain(ReferencesOf(PathOf("ContactsPS.Sandbox")), reference => reference.Name is "System.Management.Automation" or "ContactsPS" or "ContactsPS.Client");
    }

    private static string PathOf(string name) => Repository.PathOf("bin", "net8.0", $"{name}.dll");

    private static IEnumerable<string> PropertiesOf(string type)
    {
        using var file = new PEReader(File.OpenRead(PathOf("ContactsPS.Client")));
        var metadata = file.GetMetadataReader();
        var definition = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(candidate => metadata.GetString(candidate.Name) == type);
        return [.. definition.GetProperties().Select(metadata.GetPropertyDefinition).Select(property => metadata.GetString(property.Name))];
    }

    private static string[] Assemblies(string framework) => Directory.GetFiles(Repository.PathOf("bin", framework), "*.dll");

    private static List<AssemblyName> FrameworkAssemblies() =>
        [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "FrameworkList.xml")).Descendants("File").Select(file =>
            new AssemblyName($"{(string)file.Attribute("AssemblyName")!}, Version={(string)file.Attribute("Version")!}, PublicKeyToken={(string)file.Attribute("PublicKeyToken")!}"))];

    private static bool IsSame(AssemblyName assembly, AssemblyName reference) =>
        assembly.Name == reference.Name && assembly.GetPublicKeyToken().AsSpan().SequenceEqual(reference.GetPublicKeyToken());

    private static string VersionIn(IEnumerable<AssemblyName> assemblies, AssemblyName reference) =>
        assemblies.FirstOrDefault(assembly => IsSame(assembly, reference))?.Version?.ToString() ?? "none";

    private static IEnumerable<AssemblyName> ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
