using System.Globalization;

namespace ContactsPS.Endurance.Fuzz;

/// <summary>What was found to be wrong, with what draws it again; of each kind the first ones are shown. Thread-safe.</summary>
internal sealed class Findings(Journal journal)
{
    private const int MostShown = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <param name="trial">What was tried.</param>
    /// <param name="kind">What is wrong, in a few words that are the same for everything of its kind.</param>
    /// <param name="detail">What is to be said of this one.</param>
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
            foreach (var answer in trial.Answers.ToList())
            {
                journal.Line($"      {answer}");
            }

            journal.Line(string.Create(CultureInfo.InvariantCulture, $"      To reproduce it: fuzz --short --seed {trial.Seed}"));
        }
    }

    /// <summary>How many there were of each kind.</summary>
    public void Sum()
    {
        foreach (var (kind, count) in kinds)
        {
            journal.Line(string.Create(CultureInfo.InvariantCulture, $"WRONG {count} times: {kind}"));
        }
    }
}
