using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Samples;

/// <summary>Several processes, each with a share of one file, over one account: together they do the work of one process, and nothing twice.</summary>
[Collection("Several processes at once")]
public sealed class SharedWorkTests : IDisposable
{
    private const int Shares = 4;

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Four_processes_with_a_share_each_do_everything_once()
    {
        // A sandbox that accepts a duplicate external id.
        using var engine = HostedEngine.Connected("-Alternative DuplicateExternalIdAllowed");
        engine.Run("$null = 201..260 | ForEach-Object { @{ ExternalId = \"P-$_\"; Email = \"old$_@example.com\" } } | New-Contact").ThrowIfFailed();
        engine.Run("$null = 1..40 | ForEach-Object { @{ ExternalId = \"gone-$_\"; Email = \"gone$_@example.com\" } } | New-Contact").ThrowIfFailed();
        Customers(240);

        var done = await RunShares(engine, "-Prune -MaximumPrunePercent 100 -BatchSize 10");

        Assert.All(done, share => Assert.NotEmpty(share));
        var expected = Numbers(1, 200).Select(number => $"Created P-{number}")
            .Concat(Numbers(201, 40).Select(number => $"Updated P-{number}"))
            .Concat(Numbers(241, 20).Select(number => $"Removed P-{number}"))
            .Concat(Numbers(1, 40).Select(number => $"Removed gone-{number}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), done.SelectMany(share => share).Order(StringComparer.Ordinal));
        AssertAccountIsTheFile(engine, 240);
    }

    [Fact]
    public async Task Four_throttled_processes_still_do_everything_and_find_a_rate_that_the_service_accepts()
    {
        using var engine = HostedEngine.Connected("-Alternative DuplicateExternalIdAllowed -RequestsPerSecond 8");
        Customers(64);

        var said = await RunShares(engine, "-BatchSize 1 -Verbose");

        Assert.Equal(Numbers(1, 64).Select(number => $"Created P-{number}").Order(StringComparer.Ordinal), said.SelectMany(share => share).Where(line => line.StartsWith("Created ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains(429, engine.Statuses);
        Assert.All(said.Select(Throttle), changes =>
        {
            Assert.Contains(changes, change => change.EndsWith(" asks for fewer or does not respond.", StringComparison.Ordinal));

            // A share has too few rows for the limit to grow back to eight.
            Assert.DoesNotContain(" -> 8 ", changes[^1], StringComparison.Ordinal);
        });
        AssertAccountIsTheFile(engine, 64);
    }

    private static string[] Throttle(string[] share) => [.. share.Where(line => line.StartsWith("Concurrency limit: ", StringComparison.Ordinal))];

    private static IEnumerable<int> Numbers(int first, int count) => Enumerable.Range(first, count);

    private static void AssertAccountIsTheFile(HostedEngine engine, int rows)
    {
        engine.Run("$sandbox | Connect-ContactService -MaximumRetryCount 20").ThrowIfFailed();
        Assert.Equal(
            Numbers(1, rows).Select(number => $"P-{number} p{number}@example.com").Order(StringComparer.Ordinal),
            engine.Run("Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.Email)\" }").ThrowIfFailed().Texts.Order(StringComparer.Ordinal));
    }

    private void Customers(int count) =>
        folder.Write("customers.csv", "ExternalId,Email\n" + string.Concat(Numbers(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"P-{i},p{i}@example.com\n"))));

    /// <summary>What each process did, such as <c>Created P-7</c>, and with -Verbose its verbose lines.</summary>
    private async Task<string[][]> RunShares(HostedEngine engine, string arguments)
    {
        var surroundings = new ProcessEnvironment(folder.FullName, engine.Account());
        var runs = await Task.WhenAll(Numbers(1, Shares).Select(number => PowerShellProcess.RunFileAsync(
            surroundings,
            folder.Write($"share{number}.ps1", $$"""
                Import-Module '{{Repository.Manifest}}'
                Connect-ContactService -FromEnvironment -MaximumRetryCount 20
                Sync-Contact -Path ./customers.csv -Partition {{number}}/{{Shares}} {{arguments}} -Confirm:$false 4>&1 | ForEach-Object { if ($_ -is [Management.Automation.VerboseRecord]) { "$_" } else { "$($_.Action) $($_.Key)" } }
                """))));
        Assert.All(runs, run => Assert.Equal((0, string.Empty), (run.ExitCode, run.Error)));
        return [.. runs.Select(run => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
    }
}
