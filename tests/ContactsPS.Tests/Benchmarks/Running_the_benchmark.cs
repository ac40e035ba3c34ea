using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Tests.Docs;
using ContactsPS.Tests.Processes;

namespace ContactsPS.Tests.Benchmarks;

/// <summary>The short form: that everything is measured, not how fast it is.</summary>
[Collection(nameof(BuiltProgram))]
public sealed class Running_the_benchmark
{
    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Benchmarks")]
    public async Task Every_part_is_measured_on_every_side_and_every_contact_is_counted()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("--short", "--without-pwsh");

        Assert.Equal((0, string.Empty), (answer.ExitCode, answer.Error));
        foreach (var what in new[]
        {
            "5 000 warm: plain C#", "5 000 warm: the bytes alone", "5 000 cold: plain C#", "10 000: plain C# in sequence", "1 000 far: C# one each, scaled",
            "2 000 near: C# batches", "reading, 20 000", "writing tables, 20 000", "exporting, 20 000", "reporting, 20 000", "import, engine without pwsh",
        })
        {
            var (ours, theirs, third) = Figures(answer.Output, what);
            Assert.True(ours > 0 && theirs > 0 && third != 0, $"{what}: {ours} {theirs} {third}");
        }

        // Five full pages, and at least one request that finds no more.
        Assert.InRange(Requests(answer.Output, "Get-Contact: 5 000 contacts"), 6, 20);
        Assert.Equal(6, Requests(answer.Output, "plain C#: 5 000 contacts"));
        Assert.Equal(10, Requests(answer.Output, "1 000 contacts created"));
        Assert.Equal(20, Requests(answer.Output, "2 000 contacts created"));
        Assert.Equal(2, Regex.Count(answer.Output, "(?m)requests that arrived after the prompt was back: 0$"));
        Assert.Equal(8, Regex.Count(answer.Output, "(?m)^  (reading|creating), (5|20) ms away, (1|8) in flight +[0-9.]+ m?s +[0-9.]+ m?s +[+-]?[0-9]+ %$"));
    }

    [Fact]
    public async Task What_needs_a_pwsh_says_so_where_there_is_none()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("requests", "--short", "--without-pwsh");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("pwsh none", answer.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^list requests +not measured: there is no pwsh", answer.Output);
    }

    [Fact]
    public async Task Help_names_every_part_and_the_short_form()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("--help");

        Assert.Equal(0, answer.ExitCode);
        foreach (var word in new[] { "read", "read-far", "write", "sync", "export", "memory", "start", "requests", "stop", "server", "scale", "--short" })
        {
            Assert.Matches($"(?m)^ *{word} ", answer.Output);
        }
    }

    [Fact]
    public async Task A_part_that_does_not_exist_is_refused_and_nothing_runs()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("raed");

        Assert.Equal((2, string.Empty), (answer.ExitCode, answer.Output));
        Assert.StartsWith("There is no \"raed\".", answer.Error, StringComparison.Ordinal);
    }

    private static int Requests(string output, string what)
    {
        var line = output.Split('\n').Single(line => line.Contains($". {what}", StringComparison.Ordinal));
        return int.Parse(Regex.Match(line, @"(\d+) requests").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The medians of a line, without their units, and the ratio.</summary>
    private static (double Ours, double Theirs, double Ratio) Figures(string output, string what)
    {
        var line = output.Split('\n').Single(line => line.StartsWith(what, StringComparison.Ordinal));
        var cells = Regex.Split(line[what.Length..].Trim(), "  +").Take(3).Select(cell => double.Parse(Regex.Match(cell, @"^[+-]?[\d.]+").Value, CultureInfo.InvariantCulture)).ToList();
        return (cells[0], cells[1], cells[2]);
    }
}
