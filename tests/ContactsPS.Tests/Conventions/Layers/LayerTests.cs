using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions.Layers;

/// <summary>Folders depend one way: a type may use those of its own folder and of the folders behind it.</summary>
public sealed class LayerTests
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    /// <summary>The folders of each project, from what uses to what is used. An empty name is the project's own folder.</summary>
    private static readonly Dictionary<string, string[]> Layers = new(StringComparer.Ordinal)
    {
        ["ContactsPS.Client"] = ["", "Recovery", "Batching", "Paging", "Responses", "Http", "Json", "Models", "Errors", "Redaction"],
        ["ContactsPS"] = ["Commands", "Commands/Base", "Sync", "Reports", "Pipeline", "Completion", "Binding", "Files", "Connections", "Errors"],
        ["ContactsPS.Sandbox"] = ["", "Api", "Csv", "Account", "Faults", "Responses", "Http", "Options"],
    };

    public static TheoryData<string> Projects => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_with_types_is_a_layer(string project)
    {
        var sources = SourceFolders.Of(project);
        Assert.All(
            TypeDependencies.Of(project).SelectMany(arrow => (string[])[arrow.From, arrow.To]).Distinct(StringComparer.Ordinal),
            type => Assert.True(Layers[project].Contains(sources.FolderOf(type), StringComparer.Ordinal), $"{type} is in {sources.FolderOf(type) ?? "no file that was found"}."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_type_uses_none_of_a_folder_before_its_own_but_for_what_is_listed(string project)
    {
        var sources = SourceFolders.Of(project);
        var order = Layers[project];
        int Place(string type) => Array.IndexOf(order, sources.FolderOf(type));
        AssertListed(
            $"{project}.arrows.txt",
            TypeDependencies.Of(project).Where(arrow => Place(arrow.To) < Place(arrow.From)).Select(arrow => $"{arrow.From} -> {arrow.To}"));
    }

    [Fact]
    public void A_namespace_is_its_folders_but_for_what_is_listed() =>
        AssertListed("namespaces.txt", Layers.Keys.SelectMany(project => SourceFolders.Of(project).Misplaced));

    /// <summary>Compares with a list of exceptions. CONTACTSPS_WRITE_DOCS=1 in the environment removes those that are no longer there, and adds none.</summary>
    private static void AssertListed(string file, IEnumerable<string> found)
    {
        var path = Repository.PathOf("tests", "ContactsPS.Tests", "Conventions", "Layers", file);
        var now = found.Order(StringComparer.Ordinal).ToList();
        var listed = File.ReadAllLines(path);
        Assert.Equal([], now.Except(listed, StringComparer.Ordinal));
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(now, File.ReadAllLines(path));
    }
}
