using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets contacts: all, filtered or addressed ones, or the members of groups.</summary>
[Cmdlet(VerbsCommon.Get, "Contact", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(Contact))]
public sealed class GetContactCommand : EmailAddressedCommand
{
    private PageWriter? writer;
    private ActiveRead? read;
    private Partition? share;
    private long? group;

    /// <summary>Phone numbers, or a script block that reads one from each row. A number that no contact has writes nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "PhoneNumber")]
    [ValidateNotNull]
    public object[]? PhoneNumber { get; set; }

    /// <summary>Members of this group: its id, its name, or the group itself.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? GroupId { get; set; }

    /// <summary>Archived contacts instead of active ones.</summary>
    [Parameter]
    public SwitchParameter Archived { get; set; }

    /// <summary>Contacts archived at or after this time. A local DateTime is converted; one without a zone is UTC.</summary>
    [Parameter]
    [ContactDateTransformation]
    public DateTime? ArchivedAfter { get; set; }

    /// <summary>Contacts archived at or before this time. A local DateTime is converted; one without a zone is UTC.</summary>
    [Parameter]
    [ContactDateTransformation]
    public DateTime? ArchivedBefore { get; set; }

    /// <summary>Contacts that are unsubscribed from all of these channels: email, sms, push, or all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateSomeValue]
    [ValidateChannel]
    public string[] Unsubscribed { get; set; } = [];

    /// <summary>Contacts that are subscribed to all of these channels: email, sms, push, or all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateSomeValue]
    [ValidateChannel]
    public string[] Subscribed { get; set; } = [];

    /// <summary>A share of the list, such as 3/8; the id of a contact decides its share. Default all.</summary>
    [Parameter(ParameterSetName = "List")]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>The contacts of one request, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    private protected override IEnumerable<AddressParameter> AddressParameters => [.. base.AddressParameters, new(StandardField.PhoneNumber, "-PhoneNumber", PhoneNumber)];

    private ActiveRead Active => read ??= ActiveReads.OfProcess.Enter(Context.Connection, Context.Runspace);

    private Func<Contact, bool>? IsMine => share is { } mine ? contact => mine.Holds(contact.Id ?? 0) : null;

    private PageWriter Writer => writer ??= new PageWriter(Context, PageSize, Active);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (GroupId is not null)
        {
            Streams.Ending(GroupId, () => group = new GroupReferences(Context).ReadOne(GroupId, Streams.CommandName, "-GroupId"));
            Streams.NotFound = FailureKind.GroupNotFound;
        }

        ThrowIfContradictory();
        Streams.Ending(Partition, () => share = Partition is null ? null : Binding.Partition.Read(Partition));
        Writer.WriteTotalCountIfAsked();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Active.MoreToCome = false;
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
        var query = Query(null, group);
        Writer.WriteOnly((client, paging) => client.ListContacts(query, paging), IsMine);
    }

    private protected override bool TakesOthers => true;

    private protected override bool TryProcessOther(PSObject? piped, string label)
    {
        if (ContactInput.ReadGroupId(piped, label) is not { } groupId)
        {
            return false;
        }

        var query = Query(null, groupId);
        Resolver.Finish();
        Streams.NotFound = FailureKind.GroupNotFound;

        // Changing the members of one group may move those of the next.
        Active.MoreToCome = true;
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
        var query = Query(address, group);
        Resolver.Read(input, token => Context.Client.ListContacts(query, Writer.Next).ReadAllAsync(token), all =>
        {
            // If the service does not apply the filter, it lists other contacts too.
            var found = all.Where(query.IsForKeyOf).ToList();
            if (found.Count == 0 && (address.Field is null || address.Field == StandardField.ExternalId))
            {
                throw new InputException(FailureKind.ContactNotFound, input.Label, address);
            }

            Writer.Write(found);
        });
        if (Writer.IsBounded)
        {
            // With -First, nothing is read for contacts that will not be written.
            Resolver.Finish();
        }
    }

    private ContactQuery Query(ContactAddress? address, long? groupId) => new()
    {
        Id = address?.AsId,
        ExternalId = address?.As(StandardField.ExternalId),
        Email = address?.As(StandardField.Email),
        PhoneNumber = address?.As(StandardField.PhoneNumber),
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
        if (ValidateChannelAttribute.Channels.FirstOrDefault(channel => ValidateChannelAttribute.Covers(Unsubscribed, channel) && ValidateChannelAttribute.Covers(Subscribed, channel)) is { } both)
        {
            throw Streams.End(ErrorRecords.Of(InputException.InvalidField("-Subscribed", "-Subscribed", both, Messages.Get("NeedsOneState")), both));
        }
    }

    private bool? IsUnsubscribed(string channel) =>
        ValidateChannelAttribute.Covers(Unsubscribed, channel) ? true
        : ValidateChannelAttribute.Covers(Subscribed, channel) ? false
        : null;
}
