using ContactsPS.Acceptance.Own;

namespace ContactsPS.Acceptance;

/// <summary>The options of the command line.</summary>
internal sealed record AcceptanceOptions
{
    public static string Usage =>
        $"""
        dotnet run --project tests/ContactsPS.Acceptance -- FOLDER [--write]
        dotnet run --project tests/ContactsPS.Acceptance -- --plan
        dotnet run --project tests/ContactsPS.Acceptance -- --remove PREFIX

        Checks which facts of docs/service.md hold for a service, and writes the result to FOLDER.

        --write          also creates contacts, and removes them at the end
        --plan           shows what each check does, and sends nothing
        --remove PREFIX  removes what a killed run left; each run first prints its prefix
        --help           shows this

        {Settings.BaseUriName}, {Settings.KeyName}, {Settings.AuthorizationName} name the service and the account.
        {Settings.MayWriteName} and {Settings.AccountName} are needed to write to anything but loopback.

        The exit code is 0 if no fact was found to be wrong, 1 if one was, 2 if the run was refused, and 3 if it failed or was stopped.
        """;

    public string? Folder { get; init; }

    public bool Write { get; init; }

    public bool Plan { get; init; }

    public string? Remove { get; init; }

    public bool Help { get; init; }

    public string? Problem { get; init; }

    public static AcceptanceOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new AcceptanceOptions();
        for (var i = 0; i < arguments.Count && options.Problem is null; i++)
        {
            options = arguments[i] switch
            {
                "--write" => options with { Write = true },
                "--plan" => options with { Plan = true },
                "--help" => options with { Help = true },
                "--remove" => options.WithPrefix(++i < arguments.Count ? arguments[i] : string.Empty),
                var text when text.StartsWith('-') => options with { Problem = $"There is no option {text}." },
                _ when options.Folder is not null => options with { Problem = "Give only one folder." },
                var text => options with { Folder = text },
            };
        }

        return options is { Problem: null, Help: false, Plan: false, Remove: null, Folder: null or "" } ? options with { Problem = "A folder for the result is missing." } : options;
    }

    private AcceptanceOptions WithPrefix(string text) => RunNames.IsPrefix(text)
        ? this with { Remove = text }
        : this with { Problem = "--remove needs the prefix that the run printed, such as acc-1a2b3c4d." };
}
