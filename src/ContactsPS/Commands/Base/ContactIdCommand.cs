using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet whose operation takes contact ids in arrays: an external id or e-mail address is looked up first.</summary>
public abstract class ContactIdCommand : BatchCommand<long>
{
    /// <summary>The parameter set of inputs that carry their own address.</summary>
    protected const string InputObjectSet = "InputObject";

    private const string IdSet = "Id";
    private const string ExternalIdSet = "ExternalId";
    private const string EmailSet = "Email";

    /// <summary>Ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [Alias("ContactId")]
    [ValidateNotNull]
    public object[]? Id { get; set; }

    /// <summary>External ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExternalIdSet)]
    [ValidateNotNull]
    public object[]? ExternalId { get; set; }

    /// <summary>E-mail addresses of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EmailSet)]
    [ValidateNotNull]
    public object[]? Email { get; set; }

    /// <summary>Writes each contact that was changed, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<TypedAddress> TypedAddresses =>
    [
        new(AddressKind.Id, "-Id", Id),
        new(AddressKind.ExternalId, "-ExternalId", ExternalId),
        new(AddressKind.Email, "-Email", Email),
    ];

    /// <summary>What of the contact is changed, as a confirmation says it; empty where that is the contact itself.</summary>
    private protected virtual string ChangedIn => string.Empty;

    private protected override void ProcessInput(ContactInput input)
    {
        var address = input.ReadAddress();
        if (ShouldChange(input.Describe(address), Messages.Get("ContactWith", address.Redacted), ChangedIn))
        {
            ResolveId(input, address, (id, known) => Enqueue(id, input, known));
        }
    }

    private protected override IEnumerable<string> KeysOf(long item) => [$"id:{item}"];

    private protected override long? IdOf(long item) => item;

    private protected override void WriteDone(long item, Contact? known, Contact? answered)
    {
        if (PassThru)
        {
            // The service answers with ids alone; what was piped or looked up says more.
            WriteObject(known ?? answered ?? new Contact(item));
        }
    }
}
