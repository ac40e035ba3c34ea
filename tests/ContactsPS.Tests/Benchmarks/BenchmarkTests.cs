using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Docs;
using ContactsPS.Tests.Processes;

namespace ContactsPS.Tests.Benchmarks;

/// <summary>The short form tests that everything is measured, not how fast it is.</summary>
[Collection(nameof(BuiltProgram))]
public sealed class BenchmarkTests
{
    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Benchmarks")]
    public async Task Each_part_is_measured_on_each_side_and_every_contact_is_counted()
    {
        var result = await BuiltProgram.Benchmarks.RunAsync("--short");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Matches(@"(?m)^engine (?<version>[\d.]+) \(IL only\), pwsh \k<version> \(the pinned \.NET tool, IL only\), module ", result.Output);
        foreach (var what in new[]
        {
            "3 000 warm: plain C#", "3 000 warm: the bytes alone", "3 000 warm: Invoke-RestMethod", "3 000: plain C# in sequence", "500 far: C# one each, scaled",
            "500 far: IRM one each, scaled", "1 000 near: C# batches", "1 000: all sent again", "1 000: IRM, Compare-Object", "1 000: IRM, Export-Csv", "1 000: Get-, Export-Csv",
            "bare loop, 20 000", "reading, 20 000", "import, IL only pwsh", "first call, IL only pwsh", "whole process, IL only pwsh",
        })
        {
            var (ours, theirs, third) = MetricsOf(result.Output, what);
            Assert.True(ours > 0 && theirs > 0 && third != 0, $"{what}: {ours} {theirs} {third}");
        }

        foreach (var (what, contacts) in new[]
        {
            ("3 000 cold: Get-Contact", "3 000"), ("3 000 cold: plain C#", "3 000"), ("peak, a CSV of 1 000", "1 000"), ("writing tables, 1 000", "1 000"), ("writing objects, 1 000", "1 000"),
            ("exporting, 1 000", "1 000"), ("reporting, 1 000", "1 000"), ("objects alone, 1 000", "1 000"), ("held, 1 000", "1 000"),
        })
        {
            Assert.Matches($"(?m)^{Regex.Escape(what)} +not measured: the short form counts its {contacts} contacts only$", result.Output);
        }

        // The growth of a pipeline is compared without the growth of an empty loop.
        var reading = Regex.Match(result.Output, @"(?m)^reading, 20 000 .* (?<rest>[+-][\d.]+) of (?<all>[+-][\d.]+) MB");
        Assert.Equal(Number(reading.Groups["all"]) - MetricsOf(result.Output, "bare loop, 20 000").Ratio, Number(reading.Groups["rest"]), tolerance: 0.2);

        // Three full pages, and at least one request that finds no more.
        Assert.InRange(Requests(result.Output, "Get-Contact: 3 000 contacts"), 4, 20);
        Assert.Equal(4, Requests(result.Output, "plain C#: 3 000 contacts"));
        Assert.Equal(5, Requests(result.Output, "500 contacts created"));
        Assert.Equal(10, Requests(result.Output, "1 000 contacts created"));
        Assert.Matches("(?m)^list requests, 20 ms away +2 ", result.Output);
        Assert.Equal(2, Regex.Count(result.Output, "(?m)requests that arrived after the prompt was back: 0$"));
        Assert.Equal(4, Regex.Count(result.Output, "(?m)^  (reading|creating), 5 ms away, (1|8) in flight +[0-9.]+ m?s +[0-9.]+ m?s +[+-]?[0-9]+ %$"));
    }

    [Fact]
    public async Task A_pwsh_other_than_the_pinned_tool_can_be_measured()
    {
        using var folder = new ScratchFolder();
        var pwsh = PowerShellProcess.Dll;
        if (!OperatingSystem.IsWindows())
        {
            pwsh = folder.Write("pwsh", $"#!/bin/sh\nexec dotnet '{pwsh}' \"$@\"\n");
            File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var result = await BuiltProgram.Benchmarks.RunAsync("requests", "--short", "--pwsh", pwsh);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Matches($@"(?m)^engine (?<version>[\d.]+) \(IL only\), pwsh \k<version> \({Regex.Escape(pwsh)}, IL only\), module ", result.Output);
        Assert.Matches("(?m)^list requests, 20 ms away +2 ", result.Output);
    }

    [Theory]
    [InlineData("nowhere/pwsh")]
    [InlineData]
    public async Task A_pwsh_that_does_not_exist_is_refused_and_nothing_runs(params string[] path)
    {
        var result = await BuiltProgram.Benchmarks.RunAsync(["--pwsh", .. path]);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("--pwsh needs the path of a pwsh", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_part_and_the_short_form()
    {
        var result = await BuiltProgram.Benchmarks.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        foreach (var word in new[] { "read", "read-far", "write", "sync", "export", "memory", "start", "requests", "stop", "server", "scale", "--short", "--pwsh" })
        {
            Assert.Matches($"(?m)^ *{word} ", result.Output);
        }
    }

    [Fact]
    public async Task An_unknown_part_is_refused_and_nothing_runs()
    {
        var result = await BuiltProgram.Benchmarks.RunAsync("raed");

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("There is no \"raed\".", result.Error, StringComparison.Ordinal);
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
