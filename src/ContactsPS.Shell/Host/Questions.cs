using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContactsPS.Shell.Host;

/// <summary>What is asked at the terminal. With standard input redirected nobody can answer, and that is said at once.</summary>
internal sealed class Questions(ConsoleInput input)
{
    public string Line(string? question)
    {
        RequireTerminal(question);
        var line = input.ReadLine(question, out var abandoned);
        return abandoned || line is null ? throw new PipelineStoppedException() : line;
    }

    public static SecureString Secret(string? question)
    {
        RequireTerminal(question);
        Console.Out.Write(question);
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                secret.AppendChar(key.KeyChar);
            }
            else if (secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
        }

        Console.Out.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Asks for mandatory parameters that were left out.</summary>
    public Dictionary<string, PSObject> Fields(IEnumerable<FieldDescription> fields) =>
        fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Field(field)), StringComparer.OrdinalIgnoreCase);

    public int Choice(string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal(message);
        var offers = choices.Select(choice => (Key: HotKey(choice), Name: choice.Label.Replace("&", string.Empty, StringComparison.Ordinal))).ToArray();
        var line = string.Concat(offers.Select(offer => $"[{offer.Key}] {offer.Name}  ")) + "[?] Help";
        line += defaultChoice < 0 ? ": " : $" (default is \"{offers[defaultChoice].Key}\"): ";
        while (true)
        {
            var answer = Line(line).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            var chosen = Array.FindIndex(offers, offer => Same(answer, offer.Key) || Same(answer, offer.Name));
            if (chosen >= 0)
            {
                return chosen;
            }

            if (Same(answer, "?"))
            {
                foreach (var (offer, choice) in offers.Zip(choices))
                {
                    Console.Out.WriteLine($"{offer.Key} - {choice.HelpMessage}");
                }
            }
        }
    }

    private object Field(FieldDescription field)
    {
        if (Same(field.ParameterTypeFullName, typeof(SecureString).FullName!))
        {
            return Secret($"{field.Name}: ");
        }

        if (!field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal))
        {
            return Line($"{field.Name}: ");
        }

        var values = new List<string>();
        while (Line($"{field.Name}[{values.Count}]: ") is { Length: > 0 } value)
        {
            values.Add(value);
        }

        return values.ToArray();
    }

    private static string HotKey(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }

    private static bool Same(string answer, string offer) => answer.Equals(offer, StringComparison.OrdinalIgnoreCase);

    private static void RequireTerminal(string? question)
    {
        if (Console.IsInputRedirected)
        {
            throw new HostException(
                $"Standard input is redirected, so nobody can be asked{(string.IsNullOrEmpty(question) ? "." : $": {question.Trim()}")}");
        }
    }
}
