using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Docs;
using ContactsPS.Tests.Processes;

namespace ContactsPS.Tests.Benchmarks;

/// <summary>The short form: that everything is measured, not how fast it is.</summary>
[Collection(nameof(BuiltProgram))]
public sealed class BenchmarkTests
{
    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Benchmarks")]
    public async Task Every_part_is_measured_on_every_side_and_every_contact_is_counted()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("--short");

        Assert.Equal((0, string.Empty), (answer.ExitCode, answer.Error));
        Assert.Matches(@"(?m)^engine (?<version>[\d.]+) \(IL only\), pwsh \k<version> \(the pinned \.NET tool, IL only\), module ", answer.Output);
        foreach (var what in new[]
        {
            "3 000 warm: plain C#", "3 000 warm: the bytes alone", "3 000 warm: Invoke-RestMethod", "3 000: plain C# in sequence", "500 far: C# one each, scaled",
            "500 far: IRM one each, scaled", "1 000 near: C# batches", "1 000: all sent again", "1 000: IRM, Compare-Object", "1 000: IRM, Export-Csv", "1 000: Get-, Export-Csv",
            "bare loop, 20 000", "reading, 20 000", "import, IL only pwsh", "first call, IL only pwsh", "whole process, IL only pwsh",
        })
        {
            var (ours, theirs, third) = MetricsOf(answer.Output, what);
            Assert.True(ours > 0 && theirs > 0 && third != 0, $"{what}: {ours} {theirs} {third}");
        }

        foreach (var (what, contacts) in new[]
        {
            ("3 000 cold: Get-Contact", "3 000"), ("3 000 cold: plain C#", "3 000"), ("peak, a CSV of 1 000", "1 000"), ("writing tables, 1 000", "1 000"), ("writing objects, 1 000", "1 000"),
            ("exporting, 1 000", "1 000"), ("reporting, 1 000", "1 000"), ("objects alone, 1 000", "1 000"), ("held, 1 000", "1 000"),
        })
        {
            Assert.Matches($"(?m)^{Regex.Escape(what)} +not measured: the short form counts its {contacts} contacts only$", answer.Output);
        }

        // What is left of a pipeline's growth is what it is without the bare loop's.
        var reading = Regex.Match(answer.Output, @"(?m)^reading, 20 000 .* (?<rest>[+-][\d.]+) of (?<all>[+-][\d.]+) MB");
        Assert.Equal(Number(reading.Groups["all"]) - MetricsOf(answer.Output, "bare loop, 20 000").Ratio, Number(reading.Groups["rest"]), tolerance: 0.2);

        // Three full pages, and at least one request that finds no more.
        Assert.InRange(Requests(answer.Output, "Get-Contact: 3 000 contacts"), 4, 20);
        Assert.Equal(4, Requests(answer.Output, "plain C#: 3 000 contacts"));
        Assert.Equal(5, Requests(answer.Output, "500 contacts created"));
        Assert.Equal(10, Requests(answer.Output, "1 000 contacts created"));
        Assert.Matches("(?m)^list requests, 20 ms away +2 ", answer.Output);
        Assert.Equal(2, Regex.Count(answer.Output, "(?m)requests that arrived after the prompt was back: 0$"));
        Assert.Equal(4, Regex.Count(answer.Output, "(?m)^  (reading|creating), 5 ms away, (1|8) in flight +[0-9.]+ m?s +[0-9.]+ m?s +[+-]?[0-9]+ %$"));
    }

    [Fact]
    public async Task Another_pwsh_than_the_pinned_tool_can_be_measured()
    {
        using var folder = new ScratchFolder();
        var pwsh = PowerShellProcess.Dll;
        if (!OperatingSystem.IsWindows())
        {
            pwsh = folder.Write("pwsh", $"#!/bin/sh\nexec dotnet '{pwsh}' \"$@\"\n");
            File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var answer = await BuiltProgram.Benchmarks.RunAsync("requests", "--short", "--pwsh", pwsh);

        Assert.Equal((0, string.Empty), (answer.ExitCode, answer.Error));
        Assert.Matches($@"(?m)^engine (?<version>[\d.]+) \(IL only\), pwsh \k<version> \({Regex.Escape(pwsh)}, IL only\), module ", answer.Output);
        Assert.Matches("(?m)^list requests, 20 ms away +2 ", answer.Output);
    }

    [Theory]
    [InlineData("nowhere/pwsh")]
    [InlineData]
    public async Task A_pwsh_that_does_not_exist_is_refused_and_nothing_runs(params string[] path)
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync(["--pwsh", .. path]);

        Assert.Equal((2, string.Empty), (answer.ExitCode, answer.Output));
        Assert.StartsWith("--pwsh needs the path of a pwsh", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_part_and_the_short_form()
    {
        var answer = await BuiltProgram.Benchmarks.RunAsync("--help");

        Assert.Equal(0, answer.ExitCode);
        foreach (var word in new[] { "read", "read-far", "write", "sync", "export", "memory", "start", "requests", "stop", "server", "scale", "--short", "--pwsh" })
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

    private static double Number(Capture figure) => double.Parse(figure.Value, CultureInfo.InvariantCulture);

    private static int Requests(string output, string what)
    {
        var line = output.Split('\n').Single(line => line.Contains($". {what}", StringComparison.Ordinal));
        return int.Parse(Regex.Match(line, @"(\d+) requests").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The medians of a line, without their units, and the ratio.</summary>
    private static (double Ours, double Theirs, double Ratio) MetricsOf(string output, string what)
    {
        var line = output.Split('\n').Single(line => line.StartsWith(what, StringComparison.Ordinal));
        var cells = Regex.Split(line[what.Length..].Trim(), "  +").Take(3).Select(cell => double.Parse(Regex.Match(cell, @"^[+-]?[\d.]+").Value, CultureInfo.InvariantCulture)).ToList();
        return (cells[0], cells[1], cells[2]);
    }
}
