using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Changes contacts: the typed fields, or the filled columns of rows.</summary>
[Cmdlet(VerbsCommon.Set, "Contact", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class SetContactCommand : AddressedCommand
{
    private BatchSender<ContactUpdate, Contact?>? sender;
    private Dictionary<string, object?> bound = [];
    private List<DataColumn> dataColumns = [];
    private UnusedColumnDetector claims = new([], [], []);

    /// <summary>The e-mail address; $null or '' clears it.</summary>
    [Parameter]
    public object? Email { get; set; }

    /// <summary>The phone number; spaces, dots, hyphens and brackets are removed; $null or '' clears it.</summary>
    [Parameter]
    public object? PhoneNumber { get; set; }

    /// <summary>The new external id; $null or '' clears it.</summary>
    [Parameter]
    public object? NewExternalId { get; set; }

    /// <summary>The first name; $null or '' clears it.</summary>
    [Parameter]
    public object? FirstName { get; set; }

    /// <summary>The last name; $null or '' clears it.</summary>
    [Parameter]
    public object? LastName { get; set; }

    /// <summary>The company's name; $null or '' clears it.</summary>
    [Parameter]
    public object? CompanyName { get; set; }

    /// <summary>When the contact was created: a DateTime, yyyy-MM-dd[ HH:mm[:ss]], ISO 8601 or unix seconds; UTC without a zone.</summary>
    [Parameter]
    public object? CreatedAt { get; set; }

    /// <summary>Additional fields to change, by name; a value of $null clears the field, $null instead of the hashtable clears all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExternalDataCompleter))]
    public object? ExternalData { get; set; }

    /// <summary>Columns of piped rows that are sent as additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateSomeValue]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>Empty cells of a row clear their field; without this switch, the field is kept.</summary>
    [Parameter]
    public SwitchParameter ClearEmpty { get; set; }

    /// <summary>Writes each changed contact, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The contacts of one request, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumBatchSize)]
    public int BatchSize { get; set; } = 100;

    private protected override bool ChangesContacts => true;

    private protected override object? Summary => SummaryOf(Operations.Change.Done);

    private BatchSender<ContactUpdate, Contact?> Sender => sender ??= SenderOf(Operations.Change, BatchSize, WriteDone);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        bound = FieldSource.Bound(MyInvocation);
        dataColumns = [.. DataColumn.Of(ExternalDataProperty)];
        claims = new UnusedColumnDetector(ContactUpdateReader.Columns, ExternalDataProperty, bound.Values);
    }

    private protected override void ProcessInput(ContactInput input)
    {
        dataColumns.AddRange(claims.Learn(input, Streams.WriteWarning));
        var address = input.ReadAddress();
        var byEmail = address.Field == StandardField.Email;
        var reader = new ContactUpdateReader(new FieldSource(input, bound, () => Context.FieldSpellings), input.IsContact ? null : input.Row, ClearEmpty);

        // Read before any look-up, so that an invalid row costs no request.
        var update = reader.Read(address, byEmail, dataColumns);
        Ids.Check(input, address);
        if (!ShouldChange(input, address, () => Operations.Change.Question(), () => UpdateDescription.Of(update, input)))
        {
            return;
        }

        if (byEmail)
        {
            Resolver.Resolve(input, address, (id, found) => Sender.Add(Merged(reader.Read(ContactAddress.OfId(id), byEmail, dataColumns), found), input, found));
        }
        else
        {
            Resolver.Add(() => Sender.Add(Merged(update, input.Contact), input, input.Contact));
        }
    }

    private protected override void Flush() => sender?.Flush();

    // For a contact from a file, such as an old Clixml, only the requested fields are sent.
    private static ContactUpdate Merged(ContactUpdate update, Contact? held) => held is null ? update : update.WithDataOf(held);

    private void WriteDone(ContactUpdate item, Contact? known, Contact? answered)
    {
        if (PassThru)
        {
            WriteObject(answered ?? known ?? new Contact(item.Id, item.ExternalId));
        }
    }
}
