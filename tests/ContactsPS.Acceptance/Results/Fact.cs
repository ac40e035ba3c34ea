using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Results;

/// <summary>A row of the table in docs/service.md.</summary>
/// <param name="Number">Such as F12.</param>
/// <param name="Letter">How certain the fact is.</param>
/// <param name="Opposites">The sandbox options that contradict the fact, as they are typed.</param>
internal sealed partial record Fact(string Number, string Text, string Letter, IReadOnlyList<string> Opposites)
{
    /// <summary>All rows, as of the build of this program.</summary>
    public static IReadOnlyList<Fact> All { get; } = [.. Read()];

    private static IEnumerable<Fact> Read()
    {
        using var reader = new StreamReader(typeof(Fact).Assembly.GetManifestResourceStream("service.md")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is ["", var number, var text, var letter, var opposites, ""] && NumberForm().IsMatch(number))
            {
                yield return new Fact(number, text, letter, [.. Code().Matches(opposites).Select(static match => match.Groups["code"].Value)]);
            }
        }
    }

    [GeneratedRegex("^F[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberForm();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
