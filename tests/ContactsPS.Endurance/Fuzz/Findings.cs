using System.Globalization;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>The errors that were found, with the seeds that reproduce them; the first ones of each kind are printed. Thread-safe.</summary>
internal sealed class Findings(Journal journal)
{
    private const int MostShown = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <param name="kind">The kind of error: the same text for every error of the kind.</param>
    /// <param name="detail">The details of this error.</param>
    public void Add(Trial trial, string kind, string detail)
    {
        lock (gate)
        {
            Count++;
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            if (kinds[kind] > MostShown)
            {
                return;
            }

            journal.Note(string.Create(CultureInfo.InvariantCulture, $"WRONG: {trial.Operation}: {kind}: {detail}"));
            foreach (var response in trial.Answers.ToList())
            {
                journal.Line($"      {response}");
            }

            journal.Line(string.Create(CultureInfo.InvariantCulture, $"      To reproduce it: fuzz --short --seed {trial.Seed}"));
        }
    }

    /// <summary>Prints the number of errors of each kind.</summary>
    public void Sum()
    {
        foreach (var (kind, count) in kinds)
        {
            journal.Line(string.Create(CultureInfo.InvariantCulture, $"WRONG {count} times: {kind}"));
        }
    }
}
