using ContactsPS.Benchmarks.Rows;

namespace ContactsPS.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions(IReadOnlyList<IRow> Rows, bool Short, bool WithoutPwsh, bool Help, string? Problem)
{
    public static string Usage =>
        $"""
        dotnet run -c Release --project tests/ContactsPS.Benchmarks -- [row ...] [--short] [--without-pwsh] [--help]

        Measures ContactsPS beside what a user would write instead, and prints a table of ratios. Without rows, all of them:

        {string.Join(Environment.NewLine, IRow.All.Select(row => $"  {row.Name,-10} {row.About}"))}

        --short         a few seconds a row: fewer contacts and turns, and no verdicts
        --without-pwsh  leaves the pwsh on the PATH alone
        """;

    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var named = arguments.Where(argument => !argument.StartsWith('-')).ToList();
        var switches = arguments.Where(argument => argument.StartsWith('-')).ToList();
        var unknown = named.Except(IRow.All.Select(row => row.Name), StringComparer.Ordinal)
            .Concat(switches.Except(["--short", "--without-pwsh", "--help"], StringComparer.Ordinal))
            .FirstOrDefault();
        return new BenchmarkOptions(
            [.. IRow.All.Where(row => named.Count == 0 || named.Contains(row.Name))],
            switches.Contains("--short"),
            switches.Contains("--without-pwsh"),
            switches.Contains("--help"),
            unknown is null ? null : $"There is no \"{unknown}\".");
    }
}
