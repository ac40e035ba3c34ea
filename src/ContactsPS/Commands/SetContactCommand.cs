using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Commands;

/// <summary>Changes contacts: the fields that are typed, or the filled columns of rows.</summary>
[Cmdlet(VerbsCommon.Set, "Contact", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class SetContactCommand : BatchCommand<ContactUpdate>
{
    private Dictionary<string, object?> bound = [];
    private IReadOnlyList<DataColumn> dataColumns = [];
    private ColumnClaims claims = new([], [], []);

    /// <summary>Ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [Alias("ContactId")]
    [ValidateNotNull]
    public object[]? Id { get; set; }

    /// <summary>External ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [ValidateNotNull]
    public object[]? ExternalId { get; set; }

    /// <summary>The e-mail address; $null or '' clears it.</summary>
    [Parameter]
    public object? Email { get; set; }

    /// <summary>The phone number; spaces, dots, hyphens and brackets are taken out; $null or '' clears it.</summary>
    [Parameter]
    public object? PhoneNumber { get; set; }

    /// <summary>The external id that the contact is to have; $null or '' clears it.</summary>
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

    /// <summary>When the contact came to be: a DateTime, yyyy-MM-dd[ HH:mm[:ss]], ISO 8601 or unix seconds; without a zone it is UTC.</summary>
    [Parameter]
    public object? CreatedAt { get; set; }

    /// <summary>Additional fields to change by name; a value of $null clears that field, $null for the whole clears all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExternalDataCompleter))]
    public object? ExternalData { get; set; }

    /// <summary>Columns of the piped rows that go into the additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateNotNull]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>Empty cells of a row clear their field; without it they leave it alone.</summary>
    [Parameter]
    public SwitchParameter ClearEmpty { get; set; }

    /// <summary>Writes each contact that was changed, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Change => "Change";

    private protected override IEnumerable<TypedAddress> TypedAddresses =>
    [
        new(AddressKind.Id, "-Id", Id),
        new(AddressKind.ExternalId, "-ExternalId", ExternalId),
    ];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        bound = FieldSource.Bound(MyInvocation);
        dataColumns = DataColumn.Of(ExternalDataProperty);
        claims = new ColumnClaims(ContactUpdateReader.Columns, ExternalDataProperty, bound.Values);
    }

    private protected override void ProcessInput(ContactInput input)
    {
        var row = input.IsContact ? null : input.Row;
        if (row is not null && claims.FindNewUnclaimed(row) is { Count: > 0 } columns)
        {
            WriteWarning(Messages.Get("UnclaimedColumns", string.Join(", ", columns)));
        }

        var address = input.ReadAddress();
        var byEmail = address.Kind == AddressKind.Email;
        var reader = new ContactUpdateReader(new FieldSource(input, bound), row, ClearEmpty);

        // Read before anything is looked up: a row that cannot be used costs no request.
        var update = reader.Read(address, byEmail, dataColumns);
        if (!ShouldChange(input.Describe(address), Messages.Get("ContactWith", address.Redacted)))
        {
            return;
        }

        if (byEmail)
        {
            ResolveId(input, address, (id, found) => Enqueue(reader.Read(ContactAddress.OfId(id), byEmail, dataColumns), input, found));
        }
        else
        {
            Order.Add(() => Enqueue(update, input, input.Contact));
        }
    }

    private protected override IEnumerable<string> KeysOf(ContactUpdate item) => [item.Id is { } id ? $"id:{id}" : $"externalId:{item.ExternalId}"];

    private protected override long? IdOf(ContactUpdate item) => item.Id;

    private protected override string AddressedBy(ContactUpdate item) => item.Id is null ? "externalId" : "id";

    private protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<ContactUpdate> items, CancellationToken cancellationToken) =>
        Client.UpdateContactsAsync(items, cancellationToken);

    private protected override void WriteDone(ContactUpdate item, Contact? known, Contact? answered)
    {
        if (PassThru)
        {
            WriteObject(answered ?? known ?? new Contact(item.Id, item.ExternalId));
        }
    }
}
