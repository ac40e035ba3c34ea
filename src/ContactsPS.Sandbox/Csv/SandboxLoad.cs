namespace ContactsPS.Sandbox.Csv;

/// <summary>What came of loading a file of contacts.</summary>
/// <param name="Added">How many contacts were added.</param>
/// <param name="Skipped">The rows that were not, in the order of the file.</param>
public sealed record SandboxLoad(int Added, IReadOnlyList<SandboxSkippedRow> Skipped);

/// <summary>A row the API would have refused.</summary>
/// <param name="Line">The line the row starts on; the header is line 1.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record SandboxSkippedRow(long Line, string Reason);
