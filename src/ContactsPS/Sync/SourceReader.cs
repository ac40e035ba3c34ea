using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Reads the rows of a source, from the pipeline or a file. Each row is checked at once, and reported if it cannot be used.</summary>
/// <param name="context">Whose source it is.</param>
/// <param name="options">The options of the sync.</param>
/// <param name="source">Takes rows that can be used, or whose contact must not be changed.</param>
/// <param name="desired">Reads what they want.</param>
/// <param name="integrity">Takes signs that the source is not complete.</param>
/// <param name="fail">Writes the error of a row that cannot be used.</param>
internal sealed class SourceReader(
    CommandContext context,
    SyncOptions options,
    DesiredState source,
    DesiredContactReader desired,
    SourceIntegrity integrity,
    Action<ContactInput, ContactChange, Failure> fail)
{
    private readonly UnusedColumnDetector claims = new(
        options.Map is { } map ? DesiredContactReader.Columns.Concat(options.ManagedColumns).Where(column => !map.Fills(column)).Concat(map.Sources) : DesiredContactReader.Columns.Concat(options.ManagedColumns),
        options.ExternalDataColumns.Where(column => options.Map?.Fills(column) != true),
        []);

    private readonly RequiredColumns required = new(options, context.Streams.CommandName);
    private long piped;
    private long emptyRows;
    private long repeated;
    private string? repeatedAt;

    /// <summary>The file's name; null if rows are piped in.</summary>
    public string? File { get; private set; }

    /// <summary>Ends the source: what is known only now is reported.</summary>
    /// <param name="inputs">How many inputs the pipeline has brought; one that is not a row is refused before it comes here.</param>
    public void Complete(long inputs)
    {
        required.ThrowIfUnknown();
        TakeHeld();
        required.ThrowIfManagedAreMissing(File ?? Messages.Get("Damage_Pipeline"));
        if (inputs > piped && File is null)
        {
            integrity.Add(Messages.Get("Damage_Pipeline"), Messages.Get("Damage_NoRows", inputs - piped));
        }

        if (File is null && ActiveReads.OfProcess.HasFailed(context.Runspace))
        {
            integrity.Add(Messages.Get("Damage_Pipeline"), Messages.Get("Damage_List"));
        }

        if (emptyRows > 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("EmptyRows", File, emptyRows));
        }

        if (repeated > 0)
        {
            context.Streams.WriteWarning(Messages.Get("RepeatedRows", repeated, repeatedAt));
        }
    }

    /// <summary>Takes a row of the source. The first rows are held while their columns are not those that are needed: before any request, one error can say so.</summary>
    /// <param name="input">The row.</param>
    /// <param name="number">Its number in the pipeline, or its line in the file.</param>
    /// <exception cref="InputException">None of the first rows has the column of a key.</exception>
    public void Add(ContactInput input, long number)
    {
        if (required.AreKnown)
        {
            Take(input, number);
        }
        else if (!required.Holds(input, number))
        {
            TakeHeld();
        }
    }

    private void TakeHeld()
    {
        foreach (var (input, number) in required.Release())
        {
            Take(input, number);
        }
    }

    private void Take(ContactInput input, long number)
    {
        required.Learn(input.Row ?? InputRow.Empty);
        piped += File is null ? 1 : 0;
        var original = input.Row ?? InputRow.Empty;
        Learn(input, original);
        input = options.Map?.Apply(input) ?? input;
        var isShort = options.Managed is not null && (input.IsShort || IsCut(input));
        object?[] values = [];
        RowKeys? known = null;
        Guid?[] hashes = [];
        var isMine = false;
        try
        {
            // Before anything else: a row with a known key protects its contact, even if the row has other errors.
            var keys = desired.ReadKeys(input);
            hashes = HashesOf(keys);
            known = keys;
            if (keys.Text.Any(char.IsControl))
            {
                integrity.Add(input.Label, Messages.Get("Damage_Control", options.MatchOn[keys.Own]));
            }

            isMine = options.Share.Holds(hashes[keys.Own]!.Value);
            values = source.ValuesOf(input, original, out var failure);
            var state = options.Exclusions?.Has(input) == true ? RowState.Excluded : RowState.Missing;
            if (state == RowState.Missing && failure is not null)
            {
                throw failure;
            }

            if (state == RowState.Missing && (isMine || options.IsDestructive))
            {
                // An object's properties are read slower than a copy.
                var row = input.Piped is null && options.Map is null ? input : input.With(source.RowOf(values));
                _ = desired.Read(row);
                _ = options.Managed?.Read(row, isShort);
            }

            Take(source.Add(hashes, keys.Own, isMine, number, values, state, isShort), input, number, keys.Own);
        }
        catch (InputException exception)
        {
            if (known is { } keys)
            {
                Take(source.Add(hashes, keys.Own, isMine, number, values, RowState.Unusable, isShort), input, number, keys.Own);
                if (!isMine)
                {
                    // The run of its own share reports it.
                    return;
                }
            }
            else if (original.HasOnlyEmptyCells)
            {
                emptyRows++;
                return;
            }
            else
            {
                integrity.Add(input.Label, Messages.Get("Damage_NoKey", options.KeyNames));
                input.Place = context.Run?.Begin(number, input: null);
            }

            fail(input, new ContactChange(ContactChangeAction.Failed, known?.Text), ErrorRecords.Of(exception, input.Target));
        }
    }

    /// <summary>Reads the rows of a file.</summary>
    /// <exception cref="InputException">The file cannot be read to its end, or it is a CSV without the key.</exception>
    public void Read(ContactFile from, ReadOptions reading)
    {
        File = from.Name;
        using var file = from.Open(reading);
        integrity.File = file.Snapshot;
        foreach (var note in file.Notes)
        {
            context.Streams.WriteVerboseLine(note);
        }

        if (file.Columns is { } header)
        {
            required.Learn(header);
        }

        if (file.Columns is { } columns && options.MatchOn.FirstOrDefault(key => !columns.Concat(options.Map?.Fields ?? []).Any(key.IsIn)) is { } missing)
        {
            // Known before the first row, and whether or not there is one.
            throw new InputException(FailureKind.NoKey, from.Name, missing, columns.Count == 0 ? "-" : string.Join(", ", columns));
        }

        if (file.Columns is not null)
        {
            required.ThrowIfManagedAreMissing(from.Name);
        }

        if (file.Columns?.Any(static column => column.Contains('@')) == true)
        {
            integrity.Add(from.Name, Messages.Get("Damage_Header"));
        }

        foreach (var row in file.Read())
        {
            if (context.StopToken.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Take(row, from, file.Columns);
        }

        emptyRows += file.EmptyRows;
    }

    /// <summary>Takes what a row is to those before it.</summary>
    private void Take(AddedRow added, ContactInput input, long number, int key)
    {
        if (added == AddedRow.Same)
        {
            repeated++;
            repeatedAt ??= input.Label;
            return;
        }

        if (source.IsMine(source.Count - 1) && context.Run is { } run)
        {
            input.Place = run.Begin(number, input: null);
            source.SetResult(input.Place.Value);
        }

        if (added == AddedRow.Other)
        {
            integrity.Add(input.Label, Messages.Get("Damage_Twice", options.MatchOn[key]));
        }
    }

    private void Take(FileRow row, ContactFile from, IReadOnlyList<string>? columns)
    {
        if (row.Defect is { } defect)
        {
            integrity.Add(Place(), defect.Reason);
        }
        else if (row.IsUnterminated && (row.CellCount < columns!.Count || IsKey(columns[columns.Count - 1])))
        {
            integrity.Add(Place(), Messages.Get("Damage_Unterminated"));
        }

        if (row is { SpansLines: true, Row: { } cells } && options.Prune)
        {
            integrity.AddLines(Place(), cells, options.MatchOn[0]);
        }

        if (row.Row is null || row.Defect is { RefusesRow: true })
        {
            var target = (object?)row.Row?.ToObject() ?? row.Line;
            var input = ContactInput.TypedFields(target, Place());
            input.Place = context.Run?.Begin(row.Line, input: null);
            fail(input, new ContactChange(ContactChangeAction.Failed, key: null), ErrorRecords.Of(InputException.Of(FailureKind.FileFailed, "BadLine", from.Name, row.Line, row.Defect?.Reason), target));
            return;
        }

        var read = ContactInput.OfRow(row.Row, Place);
        read.IsShort = columns is not null && row.CellCount < columns.Count;
        Add(read, row.Line);

        string Place() => Reconciler.PlaceOf(row.Line, File);
    }

    /// <summary>Whether a managed cell of an object is null: Import-Csv returns that for cells that a row does not have.</summary>
    private bool IsCut(ContactInput input) =>
        input is { Piped.BaseObject: PSCustomObject } && options.ManagedColumns.SelectMany(column => options.Map?.SourcesOf(column) ?? [column]).Any(column => input.Piped.Properties[column] is { Value: null });

    private bool IsKey(string column) => options.MatchOn.Any(key => options.Map is { } map ? map.ReadsFrom(column, key.IsIn) : key.IsIn(column));

    private Guid?[] HashesOf(RowKeys keys)
    {
        var hashes = new Guid?[options.MatchOn.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = options.MatchOn[i].TryHash(keys.Texts[i]);
        }

        return hashes;
    }

    /// <summary>Takes the columns that were not seen before: those of an export's additional data are sent, others are reported.</summary>
    private void Learn(ContactInput input, InputRow row)
    {
        if (input.IsContact || claims.FindNewUnused(row) is not { Count: > 0 } columns)
        {
            return;
        }

        var data = columns.Where(column => column.StartsWith(DataColumn.Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var column in columns)
        {
            source.AddColumn(column, isSent: data.Contains(column, StringComparer.Ordinal));
        }

        data.FindAll(column => options.Map?.Fills(column) != true).ForEach(desired.AddDataColumn);
        if (columns.Except(data, StringComparer.Ordinal).ToList() is { Count: > 0 } others)
        {
            context.Streams.WriteWarning(UnusedColumnDetector.WarningOf(others));
        }
    }
}
