using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;
using ContactsPS.Reports;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that changes which groups a contact is in: one request a contact, for the API takes many groups of one contact.</summary>
public abstract class GroupMembershipCommand : ContactInputCommand
{
    /// <summary>The parameter set of inputs that carry their own address.</summary>
    protected const string InputObjectSet = "InputObject";

    /// <summary>Ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [Alias("Id")]
    [ValidateNotNull]
    public object[]? ContactId { get; set; }

    /// <summary>External ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [ValidateNotNull]
    public object[]? ExternalId { get; set; }

    /// <summary>E-mail addresses of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Email")]
    [ValidateNotNull]
    public object[]? Email { get; set; }

    /// <summary>Ids of groups, groups, or a script block that reads ids from each row.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public object[] GroupId { get; set; } = [];

    /// <summary>Writes each contact whose groups were changed, as far as it is known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<TypedAddress> TypedAddresses =>
    [
        new(AddressKind.Id, "-ContactId", ContactId),
        new(AddressKind.ExternalId, "-ExternalId", ExternalId),
        new(AddressKind.Email, "-Email", Email),
    ];

    /// <summary>Sends one contact's change.</summary>
    private protected abstract Task<BatchResult<ContactGroup>> SendAsync(long contactId, IReadOnlyList<long> groupIds, CancellationToken cancellationToken);

    private protected override void ProcessInput(ContactInput input)
    {
        var groups = ReadGroups(input);
        var address = input.ReadAddress();
        if (!ShouldChange(input.Describe(address), Messages.Get("ContactWith", address.Redacted), string.Join(", ", groups)))
        {
            return;
        }

        ResolveId(input, address, (id, known) => Send(input, id, known, groups));
    }

    private void Send(ContactInput input, long id, Contact? known, List<long> groups) =>
        Flights.Launch(
            new FlightPlan { Rows = [input.Target], Keys = new HashSet<string>(StringComparer.Ordinal) { $"id:{id}" }, Ids = [id] },
            token => SendAsync(id, groups, token),
            result => result.Items.Any(item => item.Outcome == BatchOutcome.Unknown) ? [input.Target] : [],
            result => Report(input, known ?? new Contact(id), result),
            failure => WriteFailure(failure, input.Target, input.Label));

    private void Report(ContactInput input, Contact contact, BatchResult<ContactGroup> result)
    {
        var refused = result.Items.FirstOrDefault(item => item.Outcome != BatchOutcome.Accepted);
        if (refused is not null)
        {
            WriteFailure(ErrorRecords.Of(input, Operation, refused.Outcome, refused.Error, result.Status, result.UniqId));
            return;
        }

        Tally.Done++;
        if (PassThru)
        {
            WriteObject(contact);
        }
    }

    private List<long> ReadGroups(ContactInput input)
    {
        var groups = GroupId.SelectMany(value =>
            PerRow.Evaluate(value, input.Piped, input.Label, "-GroupId") is { } group ? FieldValue.Ids(group, input.Label, "GroupId") : []).ToList();
        return groups.Count > 0
            ? groups
            : throw InputException.InvalidField(input.Label, "GroupId", string.Empty, Messages.Get("NeedsWholeNumbers"));
    }
}
