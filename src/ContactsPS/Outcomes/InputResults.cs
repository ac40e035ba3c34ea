using System.Collections;
using System.Management.Automation;

namespace ContactsPS.Outcomes;

/// <summary>The results of a run. Of an input that is done, the id and a byte are kept; of any other the input too.</summary>
internal sealed class InputResults : IReadOnlyList<InputResult>
{
    private const int ChunkLength = 4096;
    private const long Unknown = 0;

    private readonly List<(long[] Ids, InputOutcome[] Outcomes)> chunks = [];
    private readonly Dictionary<int, (object? Input, ErrorRecord? Error)> open = [];
    private List<long>? numbers;

    public int Count { get; private set; }

    public InputResult this[int index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index));
            }

            var (ids, outcomes) = chunks[index / ChunkLength];
            var id = ids[index % ChunkLength];
            open.TryGetValue(index, out var left);
            return new InputResult(numbers?[index] ?? index + 1, outcomes[index % ChunkLength], id == Unknown ? null : id, left.Input, left.Error);
        }
    }

    public int Add(long number, object? input)
    {
        if (Count % ChunkLength == 0)
        {
            chunks.Add((new long[ChunkLength], new InputOutcome[ChunkLength]));
        }

        if (numbers is null && number != Count + 1)
        {
            // As with a file, of which it is the line.
            numbers = Enumerable.Range(1, Count).Select(static one => (long)one).ToList();
        }

        numbers?.Add(number);
        if (input is not null)
        {
            open[Count] = (input, null);
        }

        return Count++;
    }

    /// <returns>What it was before.</returns>
    public InputOutcome Finish(int place, long? id)
    {
        open.Remove(place);
        chunks[place / ChunkLength].Ids[place % ChunkLength] = id ?? Unknown;
        return Replace(place, InputOutcome.Done);
    }

    /// <returns>What it was before.</returns>
    public InputOutcome Leave(int place, InputOutcome outcome, ErrorRecord? error, object? input)
    {
        open.TryGetValue(place, out var left);
        open[place] = (left.Input ?? input, error);
        return Replace(place, outcome);
    }

    public IEnumerator<InputResult> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private InputOutcome Replace(int place, InputOutcome outcome)
    {
        var outcomes = chunks[place / ChunkLength].Outcomes;
        var before = outcomes[place % ChunkLength];
        outcomes[place % ChunkLength] = outcome;
        return before;
    }
}
