using System.Text.RegularExpressions;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>What the code has of errors, read from its source: ids, categories, advice.</summary>
internal static class ErrorSources
{
    private static readonly string Records = File.ReadAllText(Repository.PathOf("src", "ContactsPS", "Errors", "ErrorRecords.cs"));

    /// <summary>Every ErrorId, in the order of the source.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Regex.Matches(File.ReadAllText(Repository.PathOf("src", "ContactsPS", "Errors", "ErrorIds.cs")), @"nameof\((\w+)\)").Select(match => match.Groups[1].Value)];

    /// <summary>Every pair of id and category that the code makes.</summary>
    public static IReadOnlyList<(string Id, string Category)> Categories { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("src", "ContactsPS"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"ErrorIds\.(\w+),\s*ErrorCategory\.(\w+)"))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct(),
    ];

    /// <summary>The ids of failures that end the command.</summary>
    public static IReadOnlyList<string> Ending { get; } =
        [.. Regex.Matches(Regex.Match(Records, @"IsTerminating\([^\n]+").Value, @"ContactsFailure\.(\w+)").Select(match => match.Groups[1].Value)];

    /// <summary>The ids that have an advice, with it.</summary>
    public static IReadOnlyDictionary<string, string> Advice { get; } =
        XDocument.Load(Repository.PathOf("src", "ContactsPS", "Errors", "Messages.resx")).Root!.Elements("data")
            .Where(data => ((string)data.Attribute("name")!).EndsWith("_Advice", StringComparison.Ordinal))
            .ToDictionary(data => ((string)data.Attribute("name")!)[..^"_Advice".Length], data => data.Element("value")!.Value, StringComparer.Ordinal);
}
