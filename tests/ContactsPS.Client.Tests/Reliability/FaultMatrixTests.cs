using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>
/// Every operation meets every fault, over sockets: what the caller sees, what the account holds, and how many requests it took. Client and sandbox share a fake clock, so that
/// nothing waits and no timeout runs out on a busy machine.
/// </summary>
public sealed class FaultMatrixTests
{
    public static TheoryData<SandboxFault, int> Faults =>
        [.. from fault in Enum.GetValues<SandboxFault>() from retries in (int[])[0, FaultMatrix.Retries] select (fault, retries)];

    [Fact]
    public void Every_fault_has_a_line_in_the_matrix() =>
        Assert.Equal(Enum.GetValues<SandboxFault>().Order(), FaultMatrix.Rows.Select(row => row.Fault).Order());

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_the_result_that_the_matrix_says_for_every_operation(SandboxFault fault, int retries)
    {
        if (retries == 0 && fault is (SandboxFault.ConnectionClosed or SandboxFault.ConnectionClosedAfterProcessing or SandboxFault.ProcessedLate))
        {
            OnMono.Skip("Mono does not send a request again by itself if a connection closes without a response.");
        }

        var row = FaultMatrix.Of(fault);
        var found = await Task.WhenAll(MatrixOperation.All.Select(operation => TryAsync(operation, fault, retries)));
        var differing = MatrixOperation.All.Zip(found, (operation, cell) => (operation.Name, Expected: row.Cell(operation, retries), Found: cell)).Where(tried => tried.Expected != tried.Found).ToList();
        Assert.Empty(differing);
    }

    [Fact]
    public void With_retries_everything_is_done() =>
        Assert.All(FaultMatrix.Rows, row => Assert.Equal(["read", "done", "created"], row.Cells.Skip(FaultMatrix.Kinds).Select(cell => cell.Seen)));

    [Fact]
    public void The_matrix_in_the_docs_is_up_to_date() => MatrixPage.ShouldBeCurrent();

    private static async Task<MatrixCell> TryAsync(MatrixOperation operation, SandboxFault fault, int retries)
    {
        var clock = new FakeTimeProvider();

        // LateProcessingTests tests late processing: here the clock never advances.
        TimeProvider sandboxTime = fault == SandboxFault.ProcessedLate ? clock : new WaitSkippingClock(clock);
        using var api = new SandboxAccess(operation.Account with { TimeProvider = sandboxTime }, retries, clock: clock);
        MatrixOperation.Fill(api.Account);
        var bob = api.Account.Contacts[1];
        api.Server.FailNext(fault);
        var seen = Words(operation.Kind, await SeenAsync(operation, api.Client), operation.Holds(api.Account));
        Assert.Same(bob, api.Account.Contacts[1]);
        return new MatrixCell(seen, api.Server.RequestCount);
    }

    private static async Task<BatchItemOutcome> SeenAsync(MatrixOperation operation, ContactsClient client)
    {
        try
        {
            return await operation.RunAsync(client);
        }
        catch (ContactsException exception)
        {
            return new BatchItemOutcome(BatchOutcome.Failed, exception.Failure);
        }
    }

    private static string Words(OperationKind kind, BatchItemOutcome seen, bool isThere)
    {
        var (done, there, notThere) = kind switch
        {
            OperationKind.Reading => ("read", "", "changed"),
            OperationKind.Changing => ("done", "done", "not done"),
            _ => ("created", "there", "not there"),
        };
        var said = seen switch
        {
            { Outcome: BatchOutcome.Accepted } => done,
            { Outcome: BatchOutcome.Failed, Failure: { } failure } => failure.ToString(),
            _ => seen.ToString(),
        };
        var held = isThere ? there : notThere;
        return said == done && isThere || held.Length == 0 ? said : $"{said}, {held}";
    }
}
