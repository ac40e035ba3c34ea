namespace ContactsPS.Benchmarks.Reporting;

/// <summary>The column headings of a part of the table.</summary>
internal sealed record Columns(string Ours, string Theirs, string Ratio)
{
    public static readonly Columns Sides = new("ours", "theirs", "ratio");
}
