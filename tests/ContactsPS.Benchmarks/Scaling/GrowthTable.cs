using System.Globalization;
using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Scaling;

/// <summary>The time for growing numbers of contacts: computed from the cost of a request, not measured.</summary>
internal static class GrowthTable
{
    private static readonly long[] Contacts = [100_000, 1_000_000, 10_000_000, 100_000_000];
    private static readonly int[] Milliseconds = [0, 20, 50, 200];
    private static readonly int[] InFlight = [1, 8, 32];

    /// <param name="perRequest">Contacts per request.</param>
    public static void Write(Report report, string what, FlowCost cost, int perRequest)
    {
        report.Line($"{$"computed: {what}",-28}  {string.Concat(Contacts.Select(contacts => MetricText.Whole(contacts).PadLeft(14)))}");
        foreach (var inFlight in InFlight)
        {
            foreach (var milliseconds in Milliseconds)
            {
                var head = string.Create(CultureInfo.InvariantCulture, $"  {milliseconds} ms away, {inFlight} in flight");
                var cells = Contacts.Select(contacts => Span.Of(cost.Seconds((double)contacts / perRequest, milliseconds / 1000.0, inFlight)).PadLeft(14));
                report.Line($"{head,-28}  {string.Concat(cells)}");
            }
        }
    }
}
