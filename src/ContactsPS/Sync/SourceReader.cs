using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Takes the rows of a source, from the pipeline or a file: each is checked as it comes, and what cannot be used is reported at once.</summary>
/// <param name="context">Whose source it is.</param>
/// <param name="options">What the sync is to do.</param>
/// <param name="source">Where rows go that can be used, or whose contact must be left alone.</param>
/// <param name="desired">Reads what they want.</param>
/// <param name="fail">Tells of a row that cannot be used.</param>
internal sealed class SourceReader(CommandContext context, SyncOptions options, DesiredState source, DesiredContactReader desired, Action<ContactChange, Failure> fail)
{
    private readonly UnusedColumnDetector claims = new(DesiredContactReader.Columns, options.ExternalDataColumns, []);
    private long piped;
    private long unread;

    /// <summary>The file's name; null where rows are piped in.</summary>
    public string? File { get; private set; }

    /// <summary>Rows that could be anybody's: without a key that can be read, or piped in and no row, which is refused before it comes here.</summary>
    /// <param name="inputs">How many inputs the pipeline has brought.</param>
    public long LostOf(long inputs) => unread + Math.Max(0, inputs - piped);

    /// <summary>Takes a row of the source.</summary>
    /// <param name="input">The row.</param>
    /// <param name="number">Its place in the pipeline, or its line in the file.</param>
    public void Add(ContactInput input, long number)
    {
        piped += File is null ? 1 : 0;
        Learn(input);
        object?[] values = [];
        string? key = null;
        Guid hash = default;
        var isMine = false;
        try
        {
            // Before anything else: a row whose key is known protects its contact, whatever else is wrong with it.
            key = desired.ReadKey(input);
            hash = ContactKeys.Hash(key, options.MatchOn);
            isMine = options.Share.Holds(hash);
            if (isMine)
            {
                values = source.ValuesOf(input);
                _ = desired.Read(input.With(source.RowOf(values)));
                source.Add(hash, number, values, RowState.Missing);
            }
        }
        catch (InputException exception)
        {
            if (isMine)
            {
                source.Add(hash, number, values, RowState.Unusable);
            }
            else
            {
                unread++;
            }

            fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(exception, input.Target));
        }
    }

    /// <summary>Reads the rows of a file.</summary>
    /// <exception cref="InputException">The file cannot be read to its end, or it is a CSV without the key.</exception>
    public void Read(ContactFile from, ReadOptions reading)
    {
        File = from.Name;
        using var file = from.Open(reading);
        foreach (var note in file.Notes)
        {
            context.Streams.WriteVerboseLine(note);
        }

        if (file.Columns is { } columns && !columns.Contains(options.MatchOn.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            // Known before the first row, and whether or not there is one.
            throw new InputException(FailureKind.NoKey, from.Name, options.MatchOn, columns.Count == 0 ? "-" : string.Join(", ", columns));
        }

        foreach (var row in file.Read())
        {
            if (context.StopToken.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Take(row, from);
        }

        if (file.EmptyRows > 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("EmptyRows", from.Name, file.EmptyRows));
        }
    }

    private void Take(FileRow row, ContactFile from)
    {
        if (row.Row is null || row.Defect is { RefusesRow: true })
        {
            unread++;
            var target = (object?)row.Row?.ToObject() ?? row.Line;
            fail(new ContactChange(ContactChangeAction.Failed, key: null), ErrorRecords.Of(InputException.Of(FailureKind.FileFailed, "BadLine", from.Name, row.Line, row.Defect?.Reason), target));
            return;
        }

        Add(ContactInput.OfRow(row.Row, Reconciler.PlaceOf(row.Line, File)), row.Line);
    }

    /// <summary>Takes the columns that were not seen before: those of an export's additional data are sent, others are reported.</summary>
    private void Learn(ContactInput input)
    {
        if (input.IsContact || claims.FindNewUnused(input.Row!) is not { Count: > 0 } columns)
        {
            return;
        }

        var data = columns.Where(column => column.StartsWith(DataColumn.Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var column in columns)
        {
            source.AddColumn(column, isRead: data.Contains(column, StringComparer.Ordinal));
        }

        data.ForEach(desired.AddDataColumn);
        if (columns.Except(data, StringComparer.Ordinal).ToList() is { Count: > 0 } others)
        {
            context.Streams.WriteWarning(Messages.Get("UnusedColumns", string.Join(", ", others)));
        }
    }
}
