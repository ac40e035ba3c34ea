using System.Text.RegularExpressions;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>The errors, read from the source code: ids, categories, meanings, advice.</summary>
internal static class ErrorSources
{
    private static readonly MatchCollection Kinds =
        Regex.Matches(
            File.ReadAllText(Repository.PathOf("src", "ContactsPS", "Errors", "FailureKind.cs")),
            @"(/// <summary>(?<meaning>[^\n]+)</summary>\s+public static readonly FailureKind \w+ = )?new\(nameof\((?<id>\w+)\), ErrorCategory\.(?<category>\w+)(?<rest>[^\n]*);",
            RegexOptions.ExplicitCapture);

    /// <summary>Every error id, in the order of the source.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Kinds.Select(match => match.Groups["id"].Value)];

    public static IReadOnlyList<(string Id, string Category)> Categories { get; } = [.. Kinds.Select(match => (match.Groups["id"].Value, match.Groups["category"].Value))];

    /// <summary>The ids of terminating failures.</summary>
    public static IReadOnlyList<string> Ending { get; } =
        [.. Kinds.Where(match => match.Groups["rest"].Value.Contains("IsTerminating = true", StringComparison.Ordinal)).Select(match => match.Groups["id"].Value)];

    /// <summary>The meaning of each id; empty if its entry has no summary.</summary>
    public static IReadOnlyDictionary<string, string> Meaning { get; } = Kinds.ToDictionary(match => match.Groups["id"].Value, match => match.Groups["meaning"].Value, StringComparer.Ordinal);

    /// <summary>The advice of each id.</summary>
    public static IReadOnlyDictionary<string, string> Advice { get; } =
        XDocument.Load(Repository.PathOf("src", "ContactsPS", "Errors", "Messages.resx")).Root!.Elements("data")
            .Where(data => ((string)data.Attribute("name")!).EndsWith("_Advice", StringComparison.Ordinal))
            .ToDictionary(data => ((string)data.Attribute("name")!)[..^"_Advice".Length], data => data.Element("value")!.Value, StringComparer.Ordinal);
}
