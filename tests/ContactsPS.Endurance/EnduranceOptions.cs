using System.Globalization;

namespace ContactsPS.Endurance;

/// <summary>The options of the command line.</summary>
internal sealed record EnduranceOptions
{
    /// <summary>The last seed that may be given.</summary>
    public const int LastSeed = 1_000_000_000;

    private const int DefaultSeed = 1;

    public static string Usage =>
        $"""
        dotnet run -c Release --project tests/ContactsPS.Endurance -- [part ...] [--short] [--seed N] [--minutes N] [--help]

        Runs the tests that take long. Without parts, all of them:

        {string.Join(Environment.NewLine, IPart.All.Select(part => $"  {part.Name,-12} {part.About}"))}

        --short        runs each part for some seconds only
        --seed N       the seed of all random choices, 0 to {LastSeed}; default {DefaultSeed}. The same seed repeats the same choices.
        --minutes N    the duration of the soak; default 10

        The exit code is 0 if everything held, 1 if something did not, and 2 for unknown arguments.
        """;

    public IReadOnlyList<IPart> Parts { get; init; } = [];

    public bool Short { get; init; }

    public int Seed { get; init; } = DefaultSeed;

    /// <summary>The duration of the soak; null for its default.</summary>
    public double? Minutes { get; init; }

    public bool Help { get; init; }

    public string? Problem { get; init; }

    public static EnduranceOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new EnduranceOptions();
        for (var i = 0; i < arguments.Count && options.Problem is null; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : string.Empty;
            options = arguments[i] switch
            {
                "--short" => options with { Short = true },
                "--help" => options with { Help = true },
                "--seed" => options.WithSeed(value),
                "--minutes" => options.WithMinutes(value),
                var name => options.WithPart(name),
            };
            i += arguments[i] is "--seed" or "--minutes" ? 1 : 0;
        }

        return options.Parts.Count > 0 ? options : options with { Parts = IPart.All };
    }

    private EnduranceOptions WithSeed(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed <= LastSeed
        ? this with { Seed = seed }
        : this with { Problem = $"\"{text}\" is not a seed from 0 to {LastSeed}." };

    private EnduranceOptions WithMinutes(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 10_000
            ? this with { Minutes = minutes }
            : this with { Problem = $"\"{text}\" is not a number of minutes above 0." };

    private EnduranceOptions WithPart(string name) => IPart.All.FirstOrDefault(part => part.Name == name) is { } part
        ? this with { Parts = [.. Parts, part] }
        : this with { Problem = $"Unknown argument \"{name}\"." };
}
