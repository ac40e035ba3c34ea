using System.Management.Automation;
using System.Text;
using ContactsPS.Abstractions;
using ContactsPS.Binding;
using ContactsPS.Client;
using ContactsPS.Commands;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>
/// One sync: gathers the source, reads of the account what it has to know, compares, and sends the differences. Until everything is read nothing is changed.
/// </summary>
internal sealed class SyncRun : IChangeOutcome, IDisposable
{
    // The service tells no total. Of larger sources a full read is taken to cost less than as many look-ups, without asking.
    private const int MostLookUps = 10_000;

    private const double All = 100;

    private readonly SyncContactCommand cmdlet;
    private readonly SyncSource source;
    private readonly DesiredReader desired;
    private readonly AccountMatch match;
    private readonly ColumnClaims claims;
    private readonly Dictionary<int, ContactsException> failedLookUps = [];
    private readonly Creations creations;
    private readonly Updates updates;
    private readonly Removals removals;
    private string? file;
    private long piped;
    private long unread;
    private bool prunes;

    public SyncRun(SyncContactCommand cmdlet)
    {
        this.cmdlet = cmdlet;
        var bound = cmdlet.AddToGroup is null ? [] : new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [nameof(NewContact.AddToGroup)] = cmdlet.AddToGroup };
        source = new SyncSource([.. DesiredReader.Columns, .. cmdlet.ExternalDataProperty]);
        desired = new DesiredReader(cmdlet.MatchOn, bound, cmdlet.ClearEmpty, cmdlet.ExternalDataProperty);
        match = new AccountMatch(source, desired, cmdlet.MatchOn, cmdlet.Share);
        claims = new ColumnClaims(DesiredReader.Columns, cmdlet.ExternalDataProperty, []);
        creations = new Creations(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        updates = new Updates(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        removals = new Removals(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        prunes = cmdlet.Prune;
        Summary = new SyncSummary(cmdlet.MyInvocation.MyCommand.Name, cmdlet.IsWhatIf);
    }

    /// <summary>What became of it, so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Takes a row of the source.</summary>
    /// <param name="input">The row.</param>
    /// <param name="number">Its place in the pipeline, or its line in the file.</param>
    public void Add(ContactInput input, long number)
    {
        piped += file is null ? 1 : 0;
        Learn(input);
        var values = source.ValuesOf(input.Row!);
        var row = input.With(source.CellsOf(values));
        string? key = null;
        Guid print = default;
        var isMine = false;
        try
        {
            key = desired.ReadKey(row);
            print = ContactKeys.Print(key, cmdlet.MatchOn);
            isMine = cmdlet.Share.Holds(print);
            if (isMine)
            {
                _ = desired.Read(row);
                source.Add(print, number, values, Fate.Missing);
            }
        }
        catch (InputException exception)
        {
            if (isMine)
            {
                source.Add(print, number, values, Fate.Unusable);
            }
            else
            {
                unread++;
            }

            Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(exception, input.Target));
        }
    }

    /// <summary>Reads the rows of a file.</summary>
    public void Read(ContactFile from, char delimiter, Encoding encoding)
    {
        file = from.Name;
        try
        {
            foreach (var row in from.Read(delimiter, encoding))
            {
                if (cmdlet.StopToken.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }

                Take(row, from);
            }
        }
        catch (DecoderFallbackException exception)
        {
            var bytes = string.Join(" ", (exception.BytesUnknown ?? []).Select(one => one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
            throw new InputException(ErrorIds.FileFailed, ErrorCategory.ResourceUnavailable, from.Name, Messages.Get("BadEncoding", encoding.WebName, bytes));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorIds.FileFailed, ErrorCategory.ResourceUnavailable, from.Name, exception.Message);
        }
    }

    /// <summary>Reads the account and, unless -WhatIf is given, sends what differs.</summary>
    public void Finish()
    {
        RefuseToPruneUnread();
        RefuseToEmpty();
        if (source.Count > 0 || prunes)
        {
            ReadAccount();
        }

        RefuseToPruneMuch();
        for (var place = 0; place < source.Count; place++)
        {
            cmdlet.Drain();
            Settle(place);
        }

        foreach (var orphan in prunes ? match.Orphans : [])
        {
            cmdlet.Drain();
            Remove(orphan);
        }

        creations.Flush();
        updates.Flush();
        removals.Flush();
        cmdlet.Flights.Finish();
        _ = Summary.Finish(cmdlet.Tally);
        if (cmdlet.IsWhatIf)
        {
            var plan = Messages.Get("SyncPlan", Summary.Created, Summary.Updated, Summary.Removed, Summary.Unchanged, Summary.Failed);
            _ = cmdlet.ShouldDo(plan, plan, Messages.Get("Sync_Action"));
        }
    }

    public void Done(ContactChange change)
    {
        cmdlet.Tally.Done++;
        Write(change);
    }

    public void NotDone(ContactChange change, ErrorRecord record, ContactsException? failure)
    {
        Write(change);
        cmdlet.WriteFailure(record, failure);
    }

    public void NotDone(IReadOnlyList<ContactChange> changes, ErrorRecord record)
    {
        foreach (var change in changes)
        {
            Write(change);
        }

        cmdlet.WriteFailure(record, inputs: changes.Count);
    }

    public void Dispose() => source.Dispose();

    private void Take(FileRow row, ContactFile from)
    {
        if (row.Cells is null)
        {
            unread++;
            Fail(new ContactChange(ContactChangeAction.Failed, key: null), ErrorRecords.Of(InputException.BadLine(from.Name, row.Line), row.Line));
            return;
        }

        var input = ContactInput.OfCells(row.Cells, AccountMatch.PlaceOf(row.Line, file));
        if (source.Count == 0 && unread == 0 && !from.IsJsonLines && !input.Row!.Has(cmdlet.MatchOn.ToString()))
        {
            // A CSV without the column would be an error for each of its rows.
            throw new InputException(ErrorIds.NoKey, ErrorCategory.InvalidData, from.Name, cmdlet.MatchOn, string.Join(", ", row.Cells.Columns));
        }

        Add(input, row.Line);
    }

    /// <summary>Takes the columns that were not seen before: those of an export's additional data are sent, others are told of.</summary>
    private void Learn(ContactInput input)
    {
        if (input.IsContact || claims.FindNewUnclaimed(input.Row!) is not { Count: > 0 } columns)
        {
            return;
        }

        foreach (var column in columns)
        {
            source.AddColumn(column);
        }

        var data = columns.Where(column => column.StartsWith(DataColumn.Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        data.ForEach(desired.AddDataColumn);
        if (columns.Except(data, StringComparer.Ordinal).ToList() is { Count: > 0 } others)
        {
            cmdlet.WriteWarning(Messages.Get("UnclaimedColumns", string.Join(", ", others)));
        }
    }

    private ContactInput InputOf(int place) => AccountMatch.InputOf(source, place, file);

    private ContactAddress AddressOf(string key) => ContactKeys.AddressOf(key, cmdlet.MatchOn);

    private void ReadAccount()
    {
        if (!prunes && source.Count <= MostLookUps && IsLargerThan(source.Count))
        {
            cmdlet.Narrate(Messages.Get("LookingUp", source.Count));
            LookUp();
            return;
        }

        var reason = prunes ? "ReadingAccount_Prune" : source.Count > MostLookUps ? "ReadingAccount_Many" : "ReadingAccount_Small";
        cmdlet.Narrate(Messages.Get("ReadingAccount", Messages.Get(reason, source.Count)));
        cmdlet.ReadAll(match.Take);
        if (prunes && match.Keyless > 0)
        {
            cmdlet.Narrate(Messages.Get("Keyless", match.Keyless, cmdlet.MatchOn));
        }
    }

    /// <summary>Whether the account has more pages than that.</summary>
    private bool IsLargerThan(int pages)
    {
        try
        {
            var behind = new Paging { Skip = (long)pages * ContactRules.MaximumPageSize, First = 1, PageSize = 1 };
            return cmdlet.Await(token => cmdlet.ReadAsync(new ContactQuery(), behind, token)).Count > 0;
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Refused or ContactsFailure.NotFound)
        {
            return false;
        }
    }

    private void LookUp()
    {
        for (var next = 0; next < source.Count; next++)
        {
            var place = next;
            if (source.FateOf(place) != Fate.Missing)
            {
                continue;
            }

            var query = ContactKeys.Query(desired.ReadKey(InputOf(place)), cmdlet.MatchOn);
            cmdlet.Flights.Launch(
                token => cmdlet.ReadAsync(query, new Paging { First = 10 }, token),
                found => match.Take(place, found),
                failure => GiveUp(place, failure));
        }

        cmdlet.WaitUntil(() => cmdlet.Flights.Count == 0);
    }

    private void GiveUp(int place, ContactsException failure)
    {
        if (ErrorRecords.IsTerminating(failure.Failure))
        {
            cmdlet.WriteFailure(failure, InputOf(place).Target);
        }

        failedLookUps[place] = failure;
        source.Doubt(place, Fate.NotLookedUp);
    }

    private void Settle(int place)
    {
        if (source.FateOf(place) == Fate.Unusable)
        {
            return;
        }

        var input = InputOf(place);
        var key = desired.ReadKey(input);
        switch (source.FateOf(place))
        {
            case Fate.Unchanged:
                Done(new ContactChange(ContactChangeAction.Unchanged, key, source.IdOf(place)).Apply());
                break;
            case Fate.Changed:
                Update(input, key, new ContactDifference(source.HeldBy(place), desired.Read(input)));
                break;
            case Fate.Missing:
                Create(input, key);
                break;
            case Fate.Twice:
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(ErrorIds.DuplicateKey, ErrorCategory.InvalidData, input.Target, input.Label, cmdlet.MatchOn, key));
                break;
            case Fate.Ambiguous:
                var ids = match.IdsOf(place);
                Fail(
                    new ContactChange(ContactChangeAction.Failed, key),
                    ErrorRecords.Of(ErrorIds.AmbiguousContact, ErrorCategory.InvalidArgument, input.Target, input.Label, AddressOf(key), ids.Count, string.Join(", ", ids)));
                break;
            default:
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(failedLookUps[place], input.Target, input.Label));
                break;
        }
    }

    private void Create(ContactInput input, string key)
    {
        try
        {
            var contact = desired.ReadNew(input);
            Do(new ContactChange(ContactChangeAction.Created, key), "SyncCreate_Action", string.Empty, change => creations.Add(contact, input, change));
        }
        catch (InputException exception)
        {
            Fail(new ContactChange(ContactChangeAction.Created, key), ErrorRecords.Of(exception, input.Target));
        }
    }

    private void Update(ContactInput input, string key, ContactDifference difference) =>
        Do(
            new ContactChange(ContactChangeAction.Updated, key, difference.Update.Id, difference.Changes),
            "SyncUpdate_Action",
            string.Join(", ", difference.Changes.Select(change => change.Field)),
            change => updates.Add(difference.Update, input, change));

    private void Remove(Orphan orphan)
    {
        var input = ContactInput.Typed(ContactAddress.OfId(orphan.Id), new Contact(orphan.Id), Messages.Get("ContactWith", AddressOf(orphan.Key)));
        Do(new ContactChange(ContactChangeAction.Removed, orphan.Key, orphan.Id), "SyncRemove_Action", string.Empty, change => removals.Add(orphan.Id, input, change));
    }

    /// <summary>Does a change, where it is to be done; else writes that it is not.</summary>
    private void Do(ContactChange change, string action, string fields, Action<ContactChange> send)
    {
        var address = AddressOf(change.Key!);
        if (!cmdlet.IsWhatIf && cmdlet.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, fields)))
        {
            send(change);
        }
        else
        {
            Write(change, isDone: cmdlet.IsWhatIf);
        }
    }

    private void Fail(ContactChange change, ErrorRecord record)
    {
        Write(change.Fail(record));
        cmdlet.WriteFailure(record);
    }

    private void Write(ContactChange change, bool isDone = true)
    {
        if (isDone)
        {
            Summary.Count(change.Action);
        }

        cmdlet.WriteObject(change);
    }

    private void RefuseToPruneUnread()
    {
        // What was piped and is no row was refused before it came here.
        var lost = unread + Math.Max(0, cmdlet.InputNumber - piped);
        if (prunes && lost > 0)
        {
            prunes = false;
            cmdlet.WriteFailure(ErrorRecords.Of(InputException.PruneRefused("PruneRefused_Unread", lost), target: null), inputs: 0);
        }
    }

    private void RefuseToEmpty()
    {
        if (prunes && source.Count == 0 && cmdlet.MaximumPrunePercent < All)
        {
            throw InputException.PruneRefused("PruneRefused_Empty");
        }
    }

    private void RefuseToPruneMuch()
    {
        var percent = match.Seen == 0 ? 0 : All * match.Orphans.Count / match.Seen;
        if (prunes && percent > cmdlet.MaximumPrunePercent)
        {
            throw InputException.PruneRefused("PruneRefused_Percent", match.Orphans.Count, match.Seen, percent, cmdlet.MaximumPrunePercent);
        }
    }
}
