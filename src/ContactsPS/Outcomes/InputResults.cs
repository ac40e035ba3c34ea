using System.Collections;
using System.Management.Automation;

namespace ContactsPS.Outcomes;

/// <summary>The results of a run. For an input that is done, the id and one byte are kept; for any other, the input too.</summary>
internal sealed class InputResults : IReadOnlyList<InputResult>
{
    private const int ChunkLength = 4096;
    private const long Unknown = 0;

    private readonly List<Chunk> chunks = [];
    private readonly Dictionary<int, ErrorRecord?> errors = [];
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

            var (chunk, place) = (chunks[index / ChunkLength], index % ChunkLength);
            var id = chunk.Ids[place];
            errors.TryGetValue(index, out var error);
            return new InputResult(numbers?[index] ?? index + 1, chunk.Outcomes[place], id == Unknown ? null : id, chunk.Inputs?[place], error);
        }
    }

    public int Add(long number, object? input)
    {
        if (Count % ChunkLength == 0)
        {
            chunks.Add(new Chunk());
        }

        if (numbers is null && number != Count + 1)
        {
            // The numbers are not consecutive if they are lines of a file.
            numbers = Enumerable.Range(1, Count).Select(static one => (long)one).ToList();
        }

        numbers?.Add(number);
        chunks[Count / ChunkLength].Keep(Count % ChunkLength, input);
        return Count++;
    }

    /// <returns>Its previous outcome.</returns>
    public InputOutcome Finish(int place, long? id)
    {
        errors.Remove(place);
        var chunk = chunks[place / ChunkLength];
        chunk.Keep(place % ChunkLength, input: null);
        chunk.Ids[place % ChunkLength] = id ?? Unknown;
        return Replace(place, InputOutcome.Done);
    }

    /// <returns>Its previous outcome.</returns>
    public InputOutcome Leave(int place, InputOutcome outcome, ErrorRecord? error, object? input)
    {
        var chunk = chunks[place / ChunkLength];
        chunk.Keep(place % ChunkLength, chunk.Inputs?[place % ChunkLength] ?? input);
        errors[place] = error;
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

    /// <summary>Results in a row. Their inputs are given up together, when no input of them is kept.</summary>
    private sealed class Chunk
    {
        private int kept;
        private bool isFull;

        public long[] Ids { get; } = new long[ChunkLength];

        public InputOutcome[] Outcomes { get; } = new InputOutcome[ChunkLength];

        public object?[]? Inputs { get; private set; }

        public void Keep(int place, object? input)
        {
            isFull |= place == ChunkLength - 1;
            if (input is null && Inputs is null)
            {
                return;
            }

            Inputs ??= new object?[ChunkLength];
            kept += (input is null ? 0 : 1) - (Inputs[place] is null ? 0 : 1);
            Inputs[place] = input;
            Inputs = kept == 0 && isFull ? null : Inputs;
        }
    }
}
