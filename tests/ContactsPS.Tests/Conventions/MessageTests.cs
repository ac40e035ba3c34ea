using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>Code and resources name the same texts, and each text can be shown.</summary>
public sealed partial class MessageTests
{
    public static TheoryData<string> Projects => ["ContactsPS", "ContactsPS.Client"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_text_that_the_code_names_exists(string project)
    {
        var named = NamedText().Matches(SourceOf(project)).SelectMany(call => call.Groups["name"].Captures).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(named.Count, 50, 1000);
        Assert.Empty(named.Except(TextsOf(project).Keys, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_text_is_used(string project)
    {
        var source = SourceOf(project);
        Assert.All(TextsOf(project).Keys, name => Assert.True(
            source.Contains($"\"{name}\"", StringComparison.Ordinal) || source.Contains($"nameof({name})", StringComparison.Ordinal) || ComposedNames(name).Any(part => source.Contains(part, StringComparison.Ordinal)),
            name));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_text_can_be_formatted_and_an_advice_is_shown_as_it_is(string project) => Assert.All(
        TextsOf(project),
        text => Assert.DoesNotContain("{{", IsAdvice(text.Key) ? text.Value : Formatted(text.Value), StringComparison.Ordinal));

    private static string Formatted(string text) => string.Format(CultureInfo.InvariantCulture, text, 1, 2, 3, 4, TimeSpan.Zero, 6, 7, 8, 9);

    private static bool IsAdvice(string name) => name.EndsWith("_Advice", StringComparison.Ordinal);

    /// <summary>How the code composes a name: <c>$"{name}_Done"</c>, <c>$"PruneRefused_{why}"</c>, <c>$"AddressOf{field}"</c>.</summary>
    private static IEnumerable<string> ComposedNames(string name)
    {
        var end = name.IndexOf('_', StringComparison.Ordinal);
        return end < 0 ? name.StartsWith("AddressOf", StringComparison.Ordinal) ? ["\"AddressOf{"] : [] : [$"}}{name[end..]}\"", $"\"{name[..end]}_{{"];
    }

    private static string SourceOf(string project) =>
        string.Concat(Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories).Where(file => !BuildFolder().IsMatch(file)).Select(File.ReadAllText));

    private static Dictionary<string, string> TextsOf(string project) =>
        XDocument.Load(Repository.PathOf("src", project, "Errors", "Messages.resx")).Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => data.Element("value")!.Value, StringComparer.Ordinal);

    /// <summary>The first argument of a call: a name, or a choice of names. A choice without a call is left to the text that it leads to.</summary>
    [GeneratedRegex("(?:Messages\\.Get\\(|InputException\\.Of\\([^,]+, )(?:[^\",()]|\\([^\"()]*\\))*(?:\"(?<name>[A-Z]\\w+)\"(?:[^\",()]|\\([^\"()]*\\))*)+[,)]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NamedText();

    [GeneratedRegex("[/\\\\](obj|bin)[/\\\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BuildFolder();
}
