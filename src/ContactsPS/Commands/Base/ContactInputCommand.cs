using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>
/// A cmdlet that works on contacts: it takes them by value from the pipeline or as typed addresses, and reports each input that cannot be
/// used as one error, without affecting the others.
/// </summary>
public abstract class ContactInputCommand : ContactsCommand
{
    private const int MostHeld = 10;

    private readonly List<ContactInput> held = [];
    private ContactResolver? resolver;
    private AddressParameter? typedAddress;
    private bool isColumnKnown;
    private IdCheck? ids;

    private protected ContactInputCommand() => Streams.NotFound = FailureKind.ContactNotFound;

    /// <summary>Contacts, rows (such as the output of Import-Csv) or hashtables; piped or typed.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>Whether there are inputs instead of typed addresses.</summary>
    private protected bool IsPiped => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    /// <summary>The number of inputs so far.</summary>
    private protected long InputNumber { get; private set; }

    /// <summary>Whether it changes contacts, so that the outcome of each input is recorded.</summary>
    private protected virtual bool ChangesContacts => false;

    /// <summary>Whether each input is recorded when it is read; otherwise the cmdlet records it.</summary>
    private protected virtual bool RecordsInputs => true;

    /// <summary>The number of inputs that were skipped because all their cells are empty.</summary>
    private protected long EmptyRows { get; private set; }

    /// <summary>Looks up the contacts of the inputs.</summary>
    private protected ContactResolver Resolver => resolver ??= new ContactResolver(Context);

    /// <summary>Checks that the ids of rows are the service's, before anything is changed.</summary>
    private protected IdCheck Ids => ids ??= new IdCheck(Context);

    /// <summary>The parameters for typed addresses.</summary>
    private protected virtual IEnumerable<AddressParameter> AddressParameters => [];

    /// <summary>Whether script blocks compute what is sent, so that an input needs no address.</summary>
    private protected virtual bool ComputesFields => false;

    /// <summary>The columns of which a row needs one. Empty if the cmdlet checks this itself.</summary>
    private protected virtual IReadOnlyList<string> NeededColumns => [];

    /// <summary>The summary of the run; else null.</summary>
    private protected virtual object? Summary => null;

    /// <summary>Processes one input.</summary>
    /// <exception cref="InputException">It cannot be used. The base class reports it.</exception>
    /// <exception cref="ContactsException">A request about it failed. The base class reports it.</exception>
    private protected abstract void ProcessInput(ContactInput input);

    /// <summary>Runs without pipeline input and without a typed address.</summary>
    /// <exception cref="InputException">The cmdlet needs an input. It never prompts, because nobody may be there to answer.</exception>
    private protected virtual void ProcessNothing() => throw InputException.Of(FailureKind.NoAddress, "NoInput", Streams.CommandName);

    /// <summary>Whether the cmdlet accepts piped objects that are neither contacts nor rows.</summary>
    private protected virtual bool TakesOthers => false;

    /// <summary>Processes a piped object that is neither a contact nor a row.</summary>
    /// <returns>False if it is a contact or a row.</returns>
    private protected virtual bool TryProcessOther(PSObject? piped, string label) => false;

    /// <summary>Sends the last batch.</summary>
    private protected virtual void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIfInputIsNull();
        base.BeginProcessing();
        if (ChangesContacts)
        {
            Context.StartRun();
        }
    }

    /// <summary>Ends the command if -InputObject was typed and is null: an empty variable must not mean the whole account.</summary>
    private protected void ThrowIfInputIsNull()
    {
        if (!MyInvocation.ExpectingInput && IsPiped && InputObject is null)
        {
            throw Streams.End(ErrorRecords.Of(FailureKind.NotAContact, target: null, "-InputObject", "$null"));
        }
    }

    /// <summary>Reads the inputs of one step of the pipeline.</summary>
    protected override void ProcessRecord()
    {
        var typed = typedAddress ??= AddressParameters.FirstOrDefault(address => address.Values is { Length: > 0 });
        if (IsPiped)
        {
            // A null in the pipeline is an input too: it is refused, not skipped.
            foreach (var piped in InputObject ?? [null])
            {
                InputNumber++;
                var target = ContactInput.TargetOf(piped);
                if (!(TakesOthers && ProcessOther(piped, target)))
                {
                    Process(target, () => InputReader.Piped(piped, InputNumber, typed, ComputesFields));
                }
            }
        }
        else if (typed.Values is { } values)
        {
            Context.Progress.Total = values.Length;
            var literals = TypedLiteral.NumbersOf(MyInvocation, typed.Parameter, values);
            for (var i = 0; i < values.Length; i++)
            {
                InputNumber++;
                var (value, literal) = (InputRow.Unwrap(TypedLiteral.TextOf(MyInvocation, typed.Parameter, values[i])), literals[i]);
                Process(literal ?? value, () => InputReader.Typed(typed, value, AddressParameters, literal));
            }
        }
        else
        {
            InputNumber++;
            Streams.Reporting(null, ProcessNothing);
        }

        Context.Drain();
    }

    /// <summary>Sends the last batch, waits for the requests in flight, and reports all outcomes.</summary>
    protected override void EndProcessing()
    {
        ThrowIfColumnsAreUnknown();
        ProcessHeld();
        Context.Requests.EndInputs();
        resolver?.Finish();
        Flush();
        Context.Requests.Finish();
        Context.Progress.Complete();
        Context.CompleteRun();
        if (EmptyRows > 0)
        {
            Streams.WriteVerboseLine(Messages.Get("EmptyRows", Messages.Get("Damage_Pipeline"), EmptyRows));
        }

        if (Summary is { } summary)
        {
            Streams.WriteSummary(summary);
        }
    }

    /// <summary>The summary of a run that changed contacts; null under -WhatIf.</summary>
    /// <param name="done">The participle for changed contacts, such as "created".</param>
    private protected object? SummaryOf(string done) => Streams.IsWhatIf ? null : new RunSummary(Streams.CommandName, done, Context.Counters);

    /// <summary>Asks whether to change one contact.</summary>
    private protected bool ShouldChange(ContactInput input, ContactAddress address, Func<string> action, Func<string>? detail = null) =>
        Streams.ShouldDo(() => new Question(input.Describe(address), Messages.Get("ContactWith", address.Redacted), action(), detail));

    /// <summary>Sends an operation's items in batches, and counts and reports their outcomes.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="size">The items of one request.</param>
    /// <param name="done">Takes an item that was done, the contact as it was known before, and the contact as the service returned it.</param>
    private protected BatchSender<TItem, Contact?> SenderOf<TItem>(Operation<TItem> operation, int size, Action<TItem, Contact?, Contact?> done) => new(
        Context,
        operation,
        size,
        (sent, answered) =>
        {
            Context.Counters.Done++;
            done(sent.Item, sent.State, answered);
        },
        (sent, failure) => Streams.WriteFailure(failure, sent.Count));

    /// <summary>Starts and processes an input.</summary>
    /// <param name="target">The input as it was piped or typed.</param>
    /// <param name="read">Reads it.</param>
    private protected void Process(object? target, Func<ContactInput?> read)
    {
        int? place = null;
        try
        {
            if (Begin(target, read, out place) is not { } input)
            {
                EmptyRows++;
                return;
            }

            input.Place = place;
            if (!Holds(input))
            {
                Process(input);
            }
        }
        catch (Exception exception) when (CommandStreams.IsAboutInput(exception))
        {
            var failure = Streams.FailureOf(exception, target);
            if ((place ?? Context.Run?.Begin(InputNumber, target)) is { } known)
            {
                Context.Run!.Fail(known, failure, target);
            }

            Streams.WriteFailure(failure);
        }
    }

    private bool ProcessOther(PSObject? piped, object? target)
    {
        var isOther = false;
        Streams.Reporting(target, () => isOther = TryProcessOther(piped, $"Input {InputNumber}"), _ => isOther = true);
        return isOther;
    }

    private void Process(ContactInput input)
    {
        try
        {
            ProcessInput(input);
        }
        catch (ContactsException exception)
        {
            Context.Fail(input, Streams.FailureOf(exception, input.Target, input.Label));
        }
    }

    /// <summary>
    /// Holds the first rows if they have none of the needed columns: then probably no row has one, and one error that lists the columns is better than one for each row.
    /// </summary>
    private bool Holds(ContactInput input)
    {
        if (isColumnKnown)
        {
            return false;
        }

        if (!MyInvocation.ExpectingInput || NeededColumns.Count == 0 || ComputesFields || AddressParameters.Any(address => address.Values is { Length: > 0 })
            || input.IsContact || input.Row is not { } row || NeededColumns.Any(row.Has))
        {
            isColumnKnown = true;
            ProcessHeld();
            return false;
        }

        held.Add(input);
        if (held.Count == MostHeld)
        {
            ThrowIfColumnsAreUnknown();
        }

        return true;
    }

    private void ProcessHeld()
    {
        var inputs = held.ToArray();
        held.Clear();
        foreach (var input in inputs)
        {
            Streams.Reporting(input.Target, () => Process(input), failure =>
            {
                if (input.Place is { } place)
                {
                    Context.Run?.Fail(place, failure, input.Target);
                }
            });
        }
    }

    /// <summary>Ends the command if the first rows have none of the needed columns.</summary>
    private void ThrowIfColumnsAreUnknown()
    {
        if (held.Count > 1)
        {
            var columns = string.Join(", ", held.SelectMany(input => input.Row!.Columns).Distinct(StringComparer.OrdinalIgnoreCase));
            throw Streams.End(ErrorRecords.Of(
                InputException.Of(FailureKind.NoAddress, "NoKnownColumn", Streams.CommandName, string.Join(", ", NeededColumns), columns.Length == 0 ? "-" : columns, ExampleOfColumn()), held[0].Target));
        }
    }

    /// <summary>How to name the column, using one that exists.</summary>
    private string ExampleOfColumn()
    {
        var columns = held[0].Row!.Columns;
        var column = columns.FirstOrDefault(name => name.EndsWith("mail", StringComparison.OrdinalIgnoreCase)) ?? columns.FirstOrDefault() ?? "Code";
        var parameter = AddressParameters.OrderByDescending(address => address.Field == StandardField.Email).ThenByDescending(address => address.Field == StandardField.ExternalId)
            .Select(address => address.Parameter).FirstOrDefault() ?? "-Email";
        return column.All(char.IsLetterOrDigit) ? $"{parameter} {{ $_.{column} }}" : $"{parameter} {{ $_.'{column.Replace("'", "''")}' }}";
    }

    /// <summary>Reads an input, and records it unless it is a row of empty cells.</summary>
    private ContactInput? Begin(object? target, Func<ContactInput?> read, out int? place)
    {
        place = null;
        var isEmpty = false;
        try
        {
            var input = read();
            isEmpty = input is null;
            return input;
        }
        finally
        {
            place = RecordsInputs && !isEmpty ? Context.Run?.Begin(InputNumber, target) : null;
        }
    }
}
