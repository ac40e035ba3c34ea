using System.Globalization;

namespace ContactsPS.Reports;

/// <summary>Contacts by the month of their creation.</summary>
internal sealed class CreationCounts
{
    private const int MonthsOfYear = 12;
    private const int MonthsOfQuarter = 3;

    // More columns are too thin for a phone. More years are due to a mistyped date.
    private const int MostPeriods = 48;

    private readonly SortedDictionary<int, long> months = [];

    /// <summary>Contacts without a date.</summary>
    public long Undated { get; private set; }

    public void Add(DateTime? created)
    {
        if (created is not { } moment)
        {
            Undated++;
            return;
        }

        var month = (moment.Year * MonthsOfYear) + moment.Month - 1;
        months[month] = months.TryGetValue(month, out var count) ? count + 1 : 1;
    }

    /// <summary>The counts from the first month to the last, without gaps: by month if that is not too many columns, else by quarter, else by year.</summary>
    public CreationPeriods ByPeriod()
    {
        if (months.Count == 0)
        {
            return new CreationPeriods("month", []);
        }

        var (first, last) = (months.Keys.First(), months.Keys.Last());
        var (length, unit) = Fits(1) ? (1, "month") : Fits(MonthsOfQuarter) ? (MonthsOfQuarter, "quarter") : (MonthsOfYear, "year");
        var begin = Math.Max(first / length, (last / length) - MostPeriods + 1);
        var periods = Enumerable.Range(begin, (last / length) - begin + 1).Select(number => new CreationPeriod(Label(number, length), 0)).ToArray();
        foreach (var month in months)
        {
            var place = Math.Max(0, (month.Key / length) - begin);
            periods[place] = periods[place] with { Count = periods[place].Count + month.Value };
        }

        // Earlier contacts are counted in the first period, so that none is missing.
        periods[0] = first / length < begin ? periods[0] with { Label = $"until {periods[0].Label}" } : periods[0];
        return new CreationPeriods(unit, periods);

        bool Fits(int length) => (last / length) - (first / length) < MostPeriods;
    }

    private static string Label(int number, int length)
    {
        var month = number * length;
        var (year, within) = (month / MonthsOfYear, month % MonthsOfYear);
        return length switch
        {
            1 => string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}", year, within + 1),
            MonthsOfQuarter => string.Format(CultureInfo.InvariantCulture, "{0:0000} Q{1}", year, (within / MonthsOfQuarter) + 1),
            _ => year.ToString("0000", CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>Consecutive periods of the same length.</summary>
/// <param name="Unit">The length: "month", "quarter" or "year".</param>
/// <param name="Periods">The periods, the earliest first.</param>
internal sealed record CreationPeriods(string Unit, IReadOnlyList<CreationPeriod> Periods);

/// <summary>A period and the number of contacts created in it.</summary>
internal readonly record struct CreationPeriod(string Label, long Count);
