using System.Text.RegularExpressions;
using ContactsPS.Tests.Docs;
using ContactsPS.Tests.Processes;

namespace ContactsPS.Tests.Endurance;

/// <summary>The short form runs the same checks with fewer rows, requests and rounds.</summary>
[Collection(nameof(BuiltProgram))]
public sealed class EnduranceTests
{
    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Endurance -- chaos")]
    public async Task No_row_is_lost_duplicated_or_unknown_if_a_fifth_of_the_requests_fails()
    {
        var result = await BuiltProgram.Endurance.RunAsync("chaos", "--short");

        Assert.True((result.ExitCode, result.Error) == (0, string.Empty), result.Output + result.Error);

        // Two kinds of sandbox; rows, then lost, doubled, unknown, other errors and silent, all of them 0.
        Assert.Equal(2, Regex.Count(result.Output, @"(?m)^ +1  .+  create +160( +0){5} "));
        foreach (var change in new[] { "sync", "consents", "change", "rename", "unsubscribe", "resubscribe", "join groups", "leave group", "remove" })
        {
            Assert.Equal(2, Regex.Count(result.Output, $@"(?m)^ +1  .+  {change} +[1-9]\d+( +0){{5}} "));
        }
    }

    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Endurance -- fuzz")]
    public async Task An_operation_ends_as_documented_whatever_the_response()
    {
        var result = await BuiltProgram.Endurance.RunAsync("fuzz", "--short");

        Assert.True((result.ExitCode, result.Error) == (0, string.Empty), result.Output + result.Error);
        Assert.Matches(@"(?m)^20000 operations, \d+ answers: [1-9]\d+ results, [1-9]\d+ ContactsExceptions, 0 wrong;", result.Output);
        Assert.Matches("(?m)^over sockets: 200 answers, [1-9]", result.Output);
        Assert.Matches("(?m)^cut pages: 500 lists of [1-9][0-9]+ items, ", result.Output);
        Assert.Matches("(?m)^over sockets: [1-9][0-9]* bombs of 15 MB, most memory [0-9]+ MB ", result.Output);
        Assert.Equal(3, Regex.Count(result.Output, "(?m)^over sockets: a (gzip|deflate|br) bomb of [0-9]+ bytes, refused"));
    }

    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Endurance -- soak")]
    public async Task Sockets_threads_and_handles_do_not_grow_and_the_account_is_unchanged()
    {
        var result = await BuiltProgram.Endurance.RunAsync("soak", "--short");

        Assert.True((result.ExitCode, result.Error) == (0, string.Empty), result.Output + result.Error);
        Assert.Matches("(?m)^[1-9][0-9]* cycles in 3 runspaces, ", result.Output);
        Assert.Matches("(?m)^working set, MB +[0-9.]+ +[0-9.]+ +[0-9.]+  too short to judge$", result.Output);
        foreach (var level in new[] { "sockets", "threads", "handles" })
        {
            Assert.Matches($"(?m)^{level} +([1-9][0-9.]* +[1-9][0-9.]* +[1-9][0-9.]*  level|not measured on this system)$", result.Output);
        }

        Assert.Matches("(?m)^contacts left behind: 0$", result.Output);
    }

    [Fact]
    [Claims("dotnet run -c Release --project tests/ContactsPS.Endurance -- alternatives")]
    public async Task The_same_steps_give_the_same_results_with_any_combination_of_alternatives()
    {
        var result = await BuiltProgram.Endurance.RunAsync("alternatives", "--short");

        Assert.True((result.ExitCode, result.Error) == (0, string.Empty), result.Output + result.Error);
        Assert.Matches("(?m)^4 combinations of [1-9][0-9]* alternatives, [1-9][0-9]* steps, [0-9]+ others within the limits of docs/service.md, 0 wrong$", result.Output);
    }

    [Fact]
    public async Task Help_names_every_part_and_every_option()
    {
        var result = await BuiltProgram.Endurance.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        foreach (var word in new[] { "chaos", "fuzz", "soak", "alternatives", "--short", "--seed", "--minutes" })
        {
            Assert.Matches($"(?m)^ *{word} ", result.Output);
        }
    }

    [Theory]
    [InlineData("Unknown argument \"choas\".", "choas")]
    [InlineData("Unknown argument \"--shrot\".", "--shrot")]
    [InlineData("\"x\" is not a seed from 0 to 1000000000.", "--seed", "x")]
    [InlineData("\"\" is not a number of minutes above 0.", "--minutes")]
    public async Task Unknown_arguments_are_refused_and_nothing_runs(string problem, params string[] arguments)
    {
        var result = await BuiltProgram.Endurance.RunAsync(arguments);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith(problem, result.Error, StringComparison.Ordinal);
    }
}
