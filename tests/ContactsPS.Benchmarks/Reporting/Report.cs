using ContactsPS.Benchmarks.Measuring;

namespace ContactsPS.Benchmarks.Reporting;

/// <summary>The table, written line by line as figures are measured.</summary>
/// <param name="output">The writer of the table.</param>
/// <param name="judges">Whether a line says met or missed; the short form has too few figures for that.</param>
internal sealed class Report(TextWriter output, bool judges)
{
    private const int Width = 108;

    public void Heading(string text, Columns? columns)
    {
        output.WriteLine();
        output.WriteLine(text);
        output.WriteLine(new string('-', Width));
        if (columns is not null)
        {
            Write("what", columns.Ours, columns.Theirs, columns.Ratio, "target", string.Empty);
        }
    }

    /// <summary>How many times faster we are.</summary>
    public void Faster(string what, Samples ours, Samples theirs, double? atLeast = null, Unit unit = Unit.Seconds)
    {
        var ratio = ours.TimesFasterThan(theirs);
        Write(what, MetricText.Of(ours, unit), MetricText.Of(theirs, unit), MetricText.Of(ratio), Text(">=", atLeast), Verdict(atLeast is { } least ? ratio.Median >= least : null));
    }

    /// <summary>How much more we take.</summary>
    public void Over(string what, Samples ours, Samples theirs, Unit unit, double? atMost = null)
    {
        var more = ours.Over(theirs);
        var scaled = unit == Unit.Seconds ? more.Times(1000) : more;
        var name = unit == Unit.Seconds ? "ms" : "MB";
        var limit = unit == Unit.Seconds ? atMost * 1000 : atMost;
        Write(what, MetricText.Of(ours, unit), MetricText.Of(theirs, unit), $"{Signed(scaled.Median)} {name}", Text("<= +", limit), Verdict(limit is { } most ? scaled.Median <= most : null));
    }

    /// <summary>How much more memory we take, with the part that an empty loop of the engine takes.</summary>
    public void OverLoop(string what, Samples many, Samples fewest, double loop, double? atMost)
    {
        var more = many.Over(fewest).Median;
        var rest = more - loop;
        Write(
            what,
            MetricText.Of(many, Unit.Megabytes),
            MetricText.Of(fewest, Unit.Megabytes),
            $"{Signed(rest)} of {Signed(more)} MB",
            Text("<= +", atMost),
            Verdict(atMost is { } most ? rest <= most : null));
    }

    /// <summary>What we take, without a comparison.</summary>
    public void Alone(string what, Samples ours, Unit unit, double? atMost = null)
    {
        var limit = unit == Unit.Seconds && atMost < 1 ? $"<= {MetricText.Of(atMost.Value * 1000)} ms" : Text("<=", atMost);
        Write(what, MetricText.Of(ours, unit), string.Empty, string.Empty, limit, Verdict(atMost is { } most ? ours.Median <= most : null));
    }

    public void NotMeasured(string what, string why) => output.WriteLine($"{what.PadRight(32)}  not measured: {why}");

    public void Note(string text) => output.WriteLine($"  . {text}");

    public void Line(string text) => output.WriteLine(text);

    private static string Signed(double value) => $"{(value < 0 ? "" : "+")}{MetricText.Of(value)}";

    private static string Text(string relation, double? limit) => limit is { } value ? $"{relation}{(relation.EndsWith('+') ? "" : " ")}{value:0.##}" : string.Empty;

    private string Verdict(bool? met) => judges && met is { } known ? (known ? "met" : "missed") : string.Empty;

    private void Write(string what, string ours, string theirs, string ratio, string target, string verdict) =>
        output.WriteLine($"{what,-32}  {ours,-19}  {theirs,-19}  {ratio,-17}  {target,-7}  {verdict}".TrimEnd());
}
