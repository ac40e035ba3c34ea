using System.Globalization;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>
/// The result of each fault for each kind of operation: what the caller sees (the failure, or what was done), what the account holds, and how many requests it took. The table in docs/reliability.md
/// is generated from this table, and every cell is tested with every operation of its kind.
/// </summary>
internal static class FaultMatrix
{
    private const string Table = """
        fault                           | reading            | changing                   | creating                     | reading | changing | creating
        ServerError                     | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        BadGateway                      | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        Unavailable                     | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×1  | read ×2 | done ×2  | created ×2
        UnavailableWithoutRetryAfter    | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        TooManyRequests                 | Throttled ×1       | Throttled, not done ×1     | Throttled, not there ×1      | read ×2 | done ×2  | created ×2
        TooManyRequestsWithoutRetryAfter| Throttled ×1       | Throttled, not done ×1     | Throttled, not there ×1      | read ×2 | done ×2  | created ×2
        HtmlInsteadOfJson               | NotTheService ×1   | NotTheService, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        ConnectionClosed                | read ×2            | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        ConnectionClosedAfterProcessing | read ×2            | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        TruncatedBody                   | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        WrongContentLength              | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        GatewayTimeout                  | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        Hang                            | TimedOut ×1        | TimedOut, not done ×1      | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        HangAfterProcessing             | TimedOut ×1        | TimedOut, done ×1          | created ×2                   | read ×2 | done ×2  | created ×2
        Slow                            | read ×1            | done ×1                    | created ×1                   | read ×1 | done ×1  | created ×1
        ProcessedLate                   | read ×2            | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        """;

    /// <summary>How often the client retries in the columns to the right; in those to the left it never does.</summary>
    public const int Retries = 2;

    /// <summary>The columns for each number of retries.</summary>
    public const int Kinds = 3;

    public static IReadOnlyList<FaultRow> Rows { get; } = [.. Table.Split('\n').Skip(1).Select(FaultRow.Parse)];

    public static FaultRow Of(SandboxFault fault) => Rows.Single(row => row.Fault == fault);
}

/// <summary>A fault's line of the table.</summary>
internal sealed record FaultRow(SandboxFault Fault, IReadOnlyList<MatrixCell> Cells)
{
    /// <summary>Whether the operation was done although the caller sees a failure, so that a repeated operation finds it done.</summary>
    private bool IsDoneUnseen => Cells[(int)OperationKind.Changing].Seen.EndsWith(", done", StringComparison.Ordinal);

    public static FaultRow Parse(string line)
    {
        var columns = line.Split('|').Select(column => column.Trim()).ToArray();
        return new FaultRow(Enum.Parse<SandboxFault>(columns[0]), [.. columns.Skip(1).Select(MatrixCell.Parse)]);
    }

    /// <summary>The expected result of an operation.</summary>
    public MatrixCell Cell(MatrixOperation operation, int retries)
    {
        var cell = Cells[(int)operation.Kind + (retries == 0 ? 0 : FaultMatrix.Kinds)];
        return retries > 0 && IsDoneUnseen && operation.IsRefusedTheSecondTime ? cell with { Requests = cell.Requests + 1 } : cell;
    }
}

/// <summary>What the caller sees and what the account holds, as text, and how many requests it took.</summary>
internal sealed record MatrixCell(string Seen, int Requests)
{
    public static MatrixCell Parse(string text)
    {
        var parts = text.Split(" ×");
        return new MatrixCell(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => FormattableString.Invariant($"{Seen} ×{Requests}");
}
