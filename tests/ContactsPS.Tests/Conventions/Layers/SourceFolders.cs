using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions.Layers;

/// <summary>The source files of a project: the namespace of each file and the folder of each type.</summary>
internal sealed partial class SourceFolders
{
    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);

    private SourceFolders(string project)
    {
        var root = Repository.PathOf("src", project);
        foreach (var path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (file.StartsWith("obj/", StringComparison.Ordinal) || file.StartsWith("bin/", StringComparison.Ordinal))
            {
                continue;
            }

            var text = File.ReadAllText(path);
            var folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
            var declared = Namespace().Match(text).Groups["name"].Value;
            var expected = folder.Length == 0 ? project : $"{project}.{folder.Replace('/', '.')}";
            if (declared.Length > 0 && declared != expected)
            {
                Misplaced.Add($"{project}/{file} declares {declared}");
            }

            foreach (Match type in Declaration().Matches(text))
            {
                folders[$"{declared}.{type.Groups["name"].Value}"] = folder;
            }
        }
    }

    /// <summary>Files whose namespace does not match their folder.</summary>
    public List<string> Misplaced { get; } = [];

    public static SourceFolders Of(string project) => new(project);

    /// <summary>The folder in which a type that is not nested is declared, such as <c>Http</c>; an empty text for the project's own folder.</summary>
    public string? FolderOf(string fullName) => folders.GetValueOrDefault(fullName.Split('`')[0]);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)[;\s]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(public |internal |file )?(sealed |abstract |static |readonly |ref |partial |unsafe )*(class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
