using System.Globalization;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>
/// The result of each fault for each kind of operation: what the caller sees (the failure, or what was done), what the account holds, and how many requests it took. The page in docs
/// is generated from this table, and every cell is tested with every operation of its kind.
/// </summary>
internal static class FaultMatrix
{
    private const string Table = """
        fault                           | what happens                              | reading            | changing                   | creating                     | reading | changing | creating
        ServerError                     | 500; not processed                        | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        BadGateway                      | 502 as a page; not processed              | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        Unavailable                     | 503 with Retry-After; not processed       | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×1  | read ×2 | done ×2  | created ×2
        UnavailableWithoutRetryAfter    | 503; not processed                        | ServiceFailed ×1   | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        TooManyRequests                 | 429 with Retry-After; not processed       | Throttled ×1       | Throttled, not done ×1     | Throttled, not there ×1      | read ×2 | done ×2  | created ×2
        TooManyRequestsWithoutRetryAfter| 429; not processed                        | Throttled ×1       | Throttled, not done ×1     | Throttled, not there ×1      | read ×2 | done ×2  | created ×2
        HtmlInsteadOfJson               | 200 with a page; not processed            | NotTheService ×1   | NotTheService, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        ConnectionClosed                | no answer; not processed                  | read ×2            | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        ConnectionClosedAfterProcessing | no answer; processed                      | read ×2            | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        TruncatedBody                   | half an answer; processed                 | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        WrongContentLength              | half an answer, announced so; processed   | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        GatewayTimeout                  | 504 as a page; processed                  | ServiceFailed ×1   | ServiceFailed, done ×1     | created ×2                   | read ×2 | done ×2  | created ×2
        Hang                            | silence; not processed                    | TimedOut ×1        | TimedOut, not done ×1      | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        HangAfterProcessing             | silence; processed                        | TimedOut ×1        | TimedOut, done ×1          | created ×2                   | read ×2 | done ×2  | created ×2
        Slow                            | an answer that takes its time; processed  | read ×1            | done ×1                    | created ×1                   | read ×1 | done ×1  | created ×1
        ProcessedLate                   | no answer; processed later                | read ×2            | ServiceFailed, not done ×1 | ServiceFailed, not there ×2  | read ×2 | done ×2  | created ×3
        """;

    /// <summary>How often the client retries in the columns to the right; in those to the left it never does.</summary>
    public const int Retries = 2;

    public static IReadOnlyList<FaultRow> Rows { get; } = [.. Table.Split('\n').Skip(1).Select(FaultRow.Parse)];

    public static FaultRow Of(SandboxFault fault) => Rows.Single(row => row.Fault == fault);
}

/// <summary>One fault: a line of the table.</summary>
internal sealed record FaultRow(SandboxFault Fault, string WhatHappens, IReadOnlyList<MatrixCell> Cells)
{
    /// <summary>Whether the operation was done although the caller sees a failure, so that a repeated operation finds it done.</summary>
    private bool IsDoneUnseen => Cells[(int)OperationKind.Changing].Seen.EndsWith(", done", StringComparison.Ordinal);

    public static FaultRow Parse(string line)
    {
        var columns = line.Split('|').Select(column => column.Trim()).ToArray();
        return new FaultRow(Enum.Parse<SandboxFault>(columns[0]), columns[1], [.. columns.Skip(2).Select(MatrixCell.Parse)]);
    }

    /// <summary>The expected result of an operation.</summary>
    public MatrixCell Cell(MatrixOperation operation, int retries)
    {
        var cell = Cells[(int)operation.Kind + (retries == 0 ? 0 : 3)];
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
