using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Samples;

/// <summary>samples/scale-out.ps1 with processes on this machine. Other machines are not tested here.</summary>
[Collection("Several processes at once")]
public sealed class ScaleOutTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly HostedEngine service = HostedEngine.Connected();

    public void Dispose()
    {
        service.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_last_line_is_the_sum_of_all_shares_and_a_row_without_a_key_is_reported_once()
    {
        Customers(30, ",nameless@example.com");

        var run = await Run("scale-out.ps1", "-Process", "3");

        Assert.Equal((1, "scale-out: 3 of 3 shares: 30 created, 0 updated, 0 removed, 0 unchanged, 1 rejected, 0 unknown\n", string.Empty), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(["customers.1-of-3.rejected.csv"], Directory.EnumerateFiles(folder.FullName, "*.rejected.csv").Select(Path.GetFileName));
        Assert.Equal(30, service.Run("@(Get-Contact).Count").Value);
    }

    [Fact]
    public async Task A_failed_share_is_reported_and_can_be_run_again_alone()
    {
        Customers(30);
        ProcessResult run;
        await using (File.Open(folder.PathOf("customers.2-of-2.sync.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            run = await Run("scale-out.ps1", "-Process", "2");
        }

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^scale-out: 1 of 2 shares: [1-9][0-9]* created, ", run.Output);
        Assert.Contains("scale-out: share 2/2 on this machine failed. Run it again alone: nightly-sync.ps1 -Partition 2/2", run.Error, StringComparison.Ordinal);
        Assert.InRange((int)service.Run("@(Get-Contact).Count").Value!, 1, 29);

        Assert.Equal(0, (await Run("nightly-sync.ps1", "-Partition", "2/2")).ExitCode);
        Assert.Equal(30, service.Run("@(Get-Contact).Count").Value);
    }

    [Theory]
    [InlineData("Give either -ComputerName")]
    [InlineData("Give either -ComputerName", "-Process", "none")]
    [InlineData("Give either -ComputerName", "-Process", "2", "-ComputerName", "one,two")]
    [InlineData("Unknown parameter: -Fast", "-Process", "2", "-Fast", "x")]
    public async Task With_invalid_arguments_it_ends_with_2_and_does_nothing(string reason, params string[] arguments)
    {
        Customers(1);

        var run = await Run("scale-out.ps1", arguments);

        Assert.Equal((2, "scale-out: 0 of 0 shares: 0 created, 0 updated, 0 removed, 0 unchanged, 0 rejected, 0 unknown\n"), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(service.ChangingRequests);
    }

    private void Customers(int count, params string[] more)
    {
        var rows = Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"A-{number},a{number}@example.com"));
        folder.Write("customers.csv", string.Join('\n', ["ExternalId,Email", .. rows, .. more]) + '\n');
    }

    private Task<ProcessResult> Run(string job, params string[] arguments) =>
        PowerShellProcess.RunFileAsync(new ProcessEnvironment(folder.FullName, service.Account()), Repository.PathOf("samples", job), ["-Path", "customers.csv", .. arguments, "-Module", Repository.Manifest]);
}
