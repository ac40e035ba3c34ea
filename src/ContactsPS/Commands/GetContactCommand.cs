using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets contacts: all, those that filters name, those that are addressed, or the members of groups.</summary>
[Cmdlet(VerbsCommon.Get, "Contact", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(Contact))]
public sealed class GetContactCommand : ContactInputCommand
{
    private PageWriter? writer;
    private LiveRead? read;
    private Partition? share;

    /// <summary>Ids of contacts, or a script block that reads one from each row. One that is not found is an error.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id")]
    [Alias("ContactId")]
    [ValidateNotNull]
    public object[]? Id { get; set; }

    /// <summary>External ids of contacts, or a script block that reads one from each row. One that is not found is an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [ValidateNotNull]
    public object[]? ExternalId { get; set; }

    /// <summary>E-mail addresses, or a script block that reads one from each row. One that nobody has writes nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Email")]
    [ValidateNotNull]
    public object[]? Email { get; set; }

    /// <summary>Phone numbers, or a script block that reads one from each row. One that nobody has writes nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "PhoneNumber")]
    [ValidateNotNull]
    public object[]? PhoneNumber { get; set; }

    /// <summary>Members of the group with this id.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [WholeNumber]
    public long? GroupId { get; set; }

    /// <summary>Archived contacts instead of live ones.</summary>
    [Parameter]
    public SwitchParameter Archived { get; set; }

    /// <summary>Contacts archived at or after this moment: a local DateTime is converted, one without a zone is UTC.</summary>
    [Parameter]
    [Moment]
    public DateTime? ArchivedAfter { get; set; }

    /// <summary>Contacts archived at or before this moment: a local DateTime is converted, one without a zone is UTC.</summary>
    [Parameter]
    [Moment]
    public DateTime? ArchivedBefore { get; set; }

    /// <summary>Contacts that are unsubscribed from each of these channels: email, sms, push, or all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateChannel]
    public string[] Unsubscribed { get; set; } = [];

    /// <summary>Contacts that are subscribed to each of these channels: email, sms, push, or all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateChannel]
    public string[] Subscribed { get; set; } = [];

    /// <summary>A share of the list, such as 3/8: contacts whose id falls into it. Default all.</summary>
    [Parameter(ParameterSetName = "List")]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>Contacts a request asks for, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    private protected override IEnumerable<TypedAddress> TypedAddresses =>
    [
        new(AddressKind.Id, "-Id", Id),
        new(AddressKind.ExternalId, "-ExternalId", ExternalId),
        new(AddressKind.Email, "-Email", Email),
        new(AddressKind.PhoneNumber, "-PhoneNumber", PhoneNumber),
    ];

    private LiveRead Live => read ??= LiveReads.OfProcess.Enter(CurrentConnection, Runspace);

    private Func<Contact, bool>? IsMine => share is { } mine ? contact => mine.Holds(contact.Id ?? 0) : null;

    private PageWriter Writer => writer ??= new PageWriter(this, PageSize, Live);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        ThrowIfContradictory();
        Ending(Partition, () => share = Partition is null ? null : Binding.Partition.Read(Partition));
        Writer.WriteTotalCountIfAsked();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Live.MoreToCome = false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            read?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void ProcessNothing()
    {
        var query = Query(null, GroupId);
        Writer.WriteOnly((client, paging) => client.ListContacts(query, paging), IsMine);
    }

    private protected override bool TryProcessOther(PSObject? piped, string label)
    {
        if (ContactInput.ReadGroupId(piped, label) is not { } groupId)
        {
            return false;
        }

        var query = Query(null, groupId);
        Order.Finish();

        // What is done to the members of one group may move those of the next.
        Live.MoreToCome = true;
        Writer.WriteNext((client, paging) => client.ListContacts(query, paging), IsMine);
        return true;
    }

    private protected override void ProcessInput(ContactInput input)
    {
        if (Writer.IsFull)
        {
            return;
        }

        if (share is not null)
        {
            throw InputException.InvalidField(input.Label, "-Partition", Partition, Messages.Get("NeedsList"));
        }

        var address = input.ReadAddress();
        ReadInOrder(input, token => ReadAsync(Query(address, GroupId), Writer.Next, token), found =>
        {
            if (found.Count == 0 && address.Kind is AddressKind.Id or AddressKind.ExternalId)
            {
                throw new InputException(ErrorIds.ContactNotFound, ErrorCategory.ObjectNotFound, input.Label, address);
            }

            Writer.Write(found);
        });
        if (Writer.IsBounded)
        {
            // With -First nothing is read for those who will not be written.
            Order.Finish();
        }
    }

    private ContactQuery Query(ContactAddress? address, long? groupId) => new()
    {
        Id = address is { Kind: AddressKind.Id } byId ? byId.Id : null,
        ExternalId = address is { Kind: AddressKind.ExternalId } byExternalId ? byExternalId.Value : null,
        Email = address is { Kind: AddressKind.Email } byEmail ? byEmail.Value : null,
        PhoneNumber = address is { Kind: AddressKind.PhoneNumber } byPhone ? byPhone.Value : null,
        GroupId = groupId,
        Archived = Archived,
        ArchivedAfter = ArchivedAfter,
        ArchivedBefore = ArchivedBefore,
        UnsubscribedFromEmail = IsUnsubscribed("email"),
        UnsubscribedFromSms = IsUnsubscribed("sms"),
        UnsubscribedFromPush = IsUnsubscribed("push"),
    };

    private void ThrowIfContradictory()
    {
        if (ChannelCompleter.Channels.FirstOrDefault(channel => ValidateChannelAttribute.Covers(Unsubscribed, channel) && ValidateChannelAttribute.Covers(Subscribed, channel)) is { } both)
        {
            var exception = InputException.InvalidField("Get-Contact", "-Subscribed", both, Messages.Get("NeedsOneState"));
            ThrowTerminatingError(ErrorRecords.Of(exception, both));
        }
    }

    private bool? IsUnsubscribed(string channel) =>
        ValidateChannelAttribute.Covers(Unsubscribed, channel) ? true
        : ValidateChannelAttribute.Covers(Subscribed, channel) ? false
        : null;
}
