using System.Text.RegularExpressions;

namespace ContactsPS.Acceptance.Results;

/// <summary>A row of the table in docs/service.md.</summary>
/// <param name="Number">Such as F12.</param>
/// <param name="Letter">How surely it is known.</param>
/// <param name="Opposites">What plays the opposite in the sandbox, as it is typed.</param>
internal sealed partial record Fact(string Number, string Text, string Letter, IReadOnlyList<string> Opposites)
{
    /// <summary>All rows, as they were when this was built.</summary>
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
