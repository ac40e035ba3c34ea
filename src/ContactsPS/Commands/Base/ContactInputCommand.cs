using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>
/// A cmdlet that works on contacts: takes them by value from the pipeline or as typed addresses, and reports each input that cannot be
/// used as one error while the others go on.
/// </summary>
public abstract class ContactInputCommand : ContactsCommand
{
    private Flights? flights;
    private InputOrder? order;

    /// <summary>Contacts, rows (such as Import-Csv makes) or hashtables; from the pipeline or typed.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The cmdlet's requests in flight.</summary>
    internal Flights Flights => flights ??= new Flights(this);

    /// <summary>Keeps the inputs in the order in which they came, while some of them are looked up.</summary>
    private protected InputOrder Order => order ??= new InputOrder(this, Flights);

    /// <summary>How many inputs the pipeline has brought.</summary>
    internal long InputNumber { get; private set; }

    private protected override int InFlight => flights?.Count ?? 1;

    /// <summary>The parameters that address contacts by typed values, the bound one first.</summary>
    private protected virtual IEnumerable<TypedAddress> TypedAddresses => [];

    /// <summary>What the cmdlet does to a contact, by the name that its messages have; null where it changes nothing.</summary>
    private protected virtual string? Change => null;

    /// <summary>What became of the run; null where there is nothing to say.</summary>
    private protected virtual object? Summary =>
        Change is null || IsWhatIf ? null : new BulkSummary(MyInvocation.MyCommand.Name, Messages.Get($"{Change}_Done"), Tally);

    /// <summary>The same as the rest of "the service refused to …".</summary>
    private protected string Operation => Messages.Get($"{Change}_Operation");

    /// <summary>Works on one input.</summary>
    /// <exception cref="InputException">It cannot be used: the base class reports it.</exception>
    /// <exception cref="ContactsException">A request about it failed: the base class reports it.</exception>
    private protected abstract void ProcessInput(ContactInput input);

    /// <summary>Works on what is there without pipeline input and without a typed address.</summary>
    /// <exception cref="InputException">The cmdlet needs one of them: it never prompts, for nobody may be there to answer.</exception>
    private protected virtual void ProcessNothing() =>
        throw InputException.NoInput(MyInvocation.MyCommand.Name);

    /// <summary>Works on a piped object that is neither contact nor row, where the cmdlet takes such.</summary>
    private protected virtual bool TryProcessOther(PSObject? piped, string label) => false;

    /// <summary>Reads the inputs of one step of the pipeline.</summary>
    protected override void ProcessRecord()
    {
        var typed = TypedAddresses.FirstOrDefault(address => address.Values is { Length: > 0 });
        if (MyInvocation.ExpectingInput || InputObject is not null)
        {
            // A null in the pipeline is an input like any other: it is refused by name, not passed over.
            foreach (var piped in InputObject ?? [null])
            {
                Reporting(ContactInput.TargetOf(piped), () => Process(ReadPiped(piped, typed)));
            }
        }
        else if (typed.Values is { } values)
        {
            Progress.Total = values.Length;
            foreach (var value in values)
            {
                var plain = InputRow.Unwrap(value);
                Reporting(plain, () => Process(ReadTyped(typed, plain)));
            }
        }
        else
        {
            Reporting(null, ProcessNothing);
        }

        Drain();
    }

    /// <summary>Waits for what is in flight, and tells what became of it all.</summary>
    protected override void EndProcessing()
    {
        Order.Finish();
        Flights.Finish();
        Progress.Complete();
        Summarize();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            flights?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Asks whether to change one contact.</summary>
    /// <param name="contact">Whom it is about.</param>
    /// <param name="redacted">The same for logs.</param>
    /// <param name="changedIn">What of the contact is changed, where it is not the contact itself.</param>
    private protected bool ShouldChange(string contact, string redacted, string changedIn = "") =>
        ShouldDo(contact, redacted, Messages.Get($"{Change}_Action", changedIn));

    /// <summary>Goes on with a contact's id in the inputs' order, once it is looked up where it is not known.</summary>
    /// <param name="input">Who it is about.</param>
    /// <param name="address">Its address.</param>
    /// <param name="next">Takes the id, and the contact where it was piped or found.</param>
    private protected void ResolveId(ContactInput input, ContactAddress address, Action<long, Contact?> next)
    {
        if (address.Kind == AddressKind.Id)
        {
            Order.Add(() => next(address.Id, input.Contact));
            return;
        }

        // Two would do to know that it is not one; ten give the message the ids to choose from.
        var query = address.Kind == AddressKind.ExternalId ? new ContactQuery { ExternalId = address.Value } : new ContactQuery { Email = address.Value };
        ReadInOrder(input, token => ReadAsync(query, new ListOptions { First = 10 }, token), found =>
        {
            var contact = TheOne(found.Where(candidate => Matches(candidate, address)).ToList(), input, address);
            next(contact.Id!.Value, contact);
        });
    }

    /// <summary>Reads something about an input, and goes on with it in the inputs' order.</summary>
    /// <param name="input">Who it is about.</param>
    /// <param name="read">The read.</param>
    /// <param name="next">Takes what was read; where it throws an <see cref="InputException"/>, that is the input's error.</param>
    private protected void ReadInOrder<T>(ContactInput input, Func<CancellationToken, Task<T>> read, Action<T> next) =>
        Order.Add(read, result => Reporting(input.Target, () => next(result)), failure => WriteFailure(failure, input.Target, input.Label));

    /// <summary>Reads a list whole: for lists about one contact, which are short.</summary>
    internal async Task<IReadOnlyList<Contact>> ReadAsync(ContactQuery query, ListOptions paging, CancellationToken cancellationToken)
    {
        var found = new List<Contact>();
        await foreach (var contact in Client.ListContacts(query, paging).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            found.Add(contact);
        }

        return found;
    }

    /// <summary>Reads all contacts of the account but the archived ones.</summary>
    internal void ReadAll(Action<Contact> take)
    {
        var reader = Client.ListContacts(paging: new ListOptions { ThrottleLimit = MostInFlight }).Open(StopToken);
        try
        {
            while (Await(_ => reader.ReadAsync()) is { } page)
            {
                foreach (var contact in page.Items)
                {
                    take(contact);
                }
            }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Does what the rest hangs on: where it fails, the pipeline ends.</summary>
    private protected void Ending(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (InputException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, target));
        }
        catch (ContactsException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, target));
        }
    }

    /// <summary>The one contact that an address names.</summary>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    private static Contact TheOne(List<Contact> found, ContactInput input, ContactAddress address) => found.Count switch
    {
        1 when found[0].Id is not null => found[0],
        0 or 1 => throw new InputException(ErrorIds.ContactNotFound, ErrorCategory.ObjectNotFound, input.Label, address),
        _ => throw new InputException(
            ErrorIds.AmbiguousContact, ErrorCategory.InvalidArgument, input.Label, address, found.Count, string.Join(", ", found.Select(contact => contact.Id))),
    };

    /// <summary>A filter that the service did not apply must not make us change another contact.</summary>
    private static bool Matches(Contact contact, ContactAddress address) => address.Kind switch
    {
        AddressKind.ExternalId => string.Equals(contact.ExternalId, address.Value, StringComparison.Ordinal),
        _ => string.Equals(contact.Email, address.Value, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>One line about the run, for logs that nobody reads as long as it says what it should.</summary>
    private void Summarize()
    {
        if (Summary is { } summary)
        {
            WriteInformation(summary, ["ContactsPS.Summary"]);
            Narrate(summary.ToString()!);
        }
    }

    private void Process(ContactInput? input)
    {
        if (input is null)
        {
            return;
        }

        try
        {
            ProcessInput(input);
        }
        catch (ContactsException exception)
        {
            WriteFailure(exception, input.Target, input.Label);
        }
    }

    private ContactInput? ReadPiped(PSObject? piped, TypedAddress typed)
    {
        InputNumber++;
        if (TryProcessOther(piped, $"Input {InputNumber}"))
        {
            return null;
        }

        var input = ContactInput.Read(piped, InputNumber);
        if (typed.Values is not { Length: > 0 } values)
        {
            return input;
        }

        if (values.Length > 1 || !PerRow.IsScript(values[0]))
        {
            throw InputException.InvalidField(input.Label, typed.Parameter, string.Join(", ", values), Messages.Get("NeedsScriptBlock"));
        }

        var value = PerRow.Evaluate(values[0], piped, input.Label, typed.Parameter);
        return InputRow.IsEmpty(value)
            ? throw new InputException(ErrorIds.NoAddress, ErrorCategory.InvalidArgument, input.Label, string.Join(", ", input.Row!.Columns))
            : ContactInput.Typed(typed.Read(value!, input.Label), input.Target, input.Label, piped);
    }

    private static ContactInput ReadTyped(TypedAddress typed, object? value)
    {
        var label = $"{typed.Parameter} {value}";
        if (PerRow.IsScript(value) || InputRow.IsEmpty(value))
        {
            throw InputException.InvalidField(typed.Parameter, typed.Parameter, value, Messages.Get(PerRow.IsScript(value) ? "NeedsInputObject" : "NeedsOneValue"));
        }

        return ContactInput.Typed(typed.Read(value!, label), value, label);
    }
}
