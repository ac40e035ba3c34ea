using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Sync;

/// <summary>
/// The columns that a source must have: those of a key, those that the map reads, and those of groups and opt-outs. The first rows are held until these columns are seen, so that one error can
/// report a missing column before any request.
/// </summary>
/// <param name="options">The options of the sync.</param>
/// <param name="command">The command's name, for errors.</param>
internal sealed class RequiredColumns(SyncOptions options, string command)
{
    private const int MostHeld = 10;

    private readonly List<(ContactInput Input, long Number)> held = [];
    private readonly List<string> unseen = [.. options.ManagedColumns.Where(column => options.Map?.Fills(column) != true)];
    private bool isAnyRowRead;

    /// <summary>Whether rows need not be held any more.</summary>
    public bool AreKnown { get; private set; }

    /// <summary>Takes the columns of a file.</summary>
    /// <exception cref="InputException">One that the map reads is missing.</exception>
    public void Learn(IReadOnlyList<string> header)
    {
        isAnyRowRead = true;
        unseen.RemoveAll(column => header.Contains(column, StringComparer.OrdinalIgnoreCase));
        if (options.Map is { } map)
        {
            map.Learn(header);
            map.ThrowIfColumnsAreMissing();
        }
    }

    /// <summary>Takes the columns of a row.</summary>
    public void Learn(InputRow row)
    {
        options.Map?.Learn(row);
        if (unseen.Count > 0)
        {
            unseen.RemoveAll(row.Has);
        }
    }

    /// <summary>Holds one of the first rows.</summary>
    /// <returns>False if those that are held are to be taken now.</returns>
    /// <exception cref="InputException">None of the first rows has the column of a key.</exception>
    public bool Holds(ContactInput input, long number)
    {
        held.Add((input, number));
        isAnyRowRead = true;
        var row = input.Row ?? InputRow.Empty;
        Learn(row);
        AreKnown = unseen.Count == 0 && (options.Map?.IsComplete ?? HasKey(input, row));
        if (held.Count == MostHeld && options.Map is null)
        {
            ThrowIfUnknown();
        }

        // Rows that come later may have other columns: what is missing then is said at the end.
        return !AreKnown && held.Count < MostHeld;
    }

    /// <summary>The rows that were held.</summary>
    public IReadOnlyList<(ContactInput Input, long Number)> Release()
    {
        AreKnown = true;
        var rows = held.ToArray();
        held.Clear();
        return rows;
    }

    /// <summary>Ends the command if a column that the map reads is in none of the rows, or none of those that are held has the column of a key. A single row has an error of its own.</summary>
    /// <exception cref="InputException">A column is missing.</exception>
    public void ThrowIfUnknown()
    {
        if (options.Map is { } map)
        {
            map.ThrowIfColumnsAreMissing();
        }
        else if (held.Count > 1 && !held.Exists(row => HasKey(row.Input, row.Input.Row ?? InputRow.Empty)))
        {
            var columns = held.SelectMany(static row => row.Input.Row?.Columns ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var key = options.MatchOn[0];
            throw InputException.Of(FailureKind.NoKey, "NoKeyColumn", command, options.KeyNames, string.Join(", ", columns), $"-Map @{{ {key} = '{columns[0].Replace("'", "''")}' }}");
        }
    }

    /// <summary>Ends the command if a column that says who is in groups or unsubscribed is in none of the rows.</summary>
    /// <param name="place">The source in messages.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public void ThrowIfManagedAreMissing(string place)
    {
        if (isAnyRowRead && unseen.Count > 0)
        {
            throw InputException.Of(FailureKind.NoKey, "NoManagedColumn", place, unseen[0]);
        }
    }

    private bool HasKey(ContactInput input, InputRow row) => input.IsContact || options.MatchOn.Any(key => key.IsIn(row));
}
