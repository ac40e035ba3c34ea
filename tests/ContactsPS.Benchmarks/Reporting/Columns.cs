namespace ContactsPS.Benchmarks.Reporting;

/// <summary>What the columns of a part of the table are called.</summary>
internal sealed record Columns(string Ours, string Theirs, string Ratio)
{
    public static readonly Columns Sides = new("ours", "theirs", "ratio");
}
