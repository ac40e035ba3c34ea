using ContactsPS.Benchmarks.Rows;

namespace ContactsPS.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record BenchmarkOptions(IReadOnlyList<IRow> Rows, bool Short, string? PwshPath, bool Help, string? Problem)
{
    public static string Usage =>
        $"""
        dotnet run -c Release --project tests/ContactsPS.Benchmarks -- [row ...] [--short] [--pwsh <path>] [--help]

        Measures ContactsPS beside what a user would write instead, and prints a table of ratios. Without rows, all of them:

        {string.Join(Environment.NewLine, IRow.All.Select(row => $"  {row.Name,-10} {row.About}"))}

        --short        a few seconds a row: fewer contacts and turns, and no verdicts
        --pwsh <path>  another pwsh (or its pwsh.dll) instead of the pinned .NET tool
        """;

    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var rows = new List<string>();
        var isShort = false;
        var help = false;
        string? pwsh = null;
        string? problem = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--short":
                    isShort = true;
                    break;
                case "--help":
                    help = true;
                    break;
                case "--pwsh":
                    pwsh = ++i < arguments.Count ? Path.GetFullPath(arguments[i]) : null;
                    problem ??= File.Exists(pwsh) ? null : $"--pwsh needs the path of a pwsh{(pwsh is null ? "" : $", and there is no {pwsh}")}.";
                    break;
                case var name when IRow.All.Any(row => row.Name == name):
                    rows.Add(name);
                    break;
                case var other:
                    problem ??= $"There is no \"{other}\".";
                    break;
            }
        }

        return new BenchmarkOptions([.. IRow.All.Where(row => rows.Count == 0 || rows.Contains(row.Name))], isShort, pwsh, help, problem);
    }
}
