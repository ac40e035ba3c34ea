using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ContactsPS.Shell;

/// <summary>Writes the words behind a script as the PowerShell call they mean, by the rules of <c>pwsh -File</c>.</summary>
internal static partial class ScriptCall
{
    /// <remarks>
    /// <c>-Name</c> and <c>-Name:value</c> are parameters; anything else is text and stays text, whatever it looks like. Of
    /// variables only <c>$true</c> and <c>$false</c> behind a colon are understood, which is how a switch is turned off.
    /// </remarks>
    public static string Write(string path, IEnumerable<string> words)
    {
        var call = new List<string> { "&", Quote(path) };
        foreach (var word in words)
        {
            call.Add(call[^1].EndsWith(':') ? Quote(word) : Argument(word));
        }

        return string.Join(' ', call);
    }

    private static string Argument(string word)
    {
        var parameter = Parameter().Match(word);
        if (!parameter.Success)
        {
            return Quote(word);
        }

        var value = parameter.Groups["value"].Value;
        return parameter.Groups["name"].Value + (IsBoolean(value) || value.Length == 0 ? value : Quote(value));
    }

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool IsBoolean(string value) =>
        value.Equals("$true", StringComparison.OrdinalIgnoreCase) || value.Equals("$false", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<name>-[\p{L}_]\w*(:|$))(?<value>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
