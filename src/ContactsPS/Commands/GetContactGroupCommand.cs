using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets the account's groups, or the groups that contacts are in.</summary>
[Cmdlet(VerbsCommon.Get, "ContactGroup", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(ContactGroup))]
public sealed class GetContactGroupCommand : ContactInputCommand
{
    private PageWriter? writer;
    private ContactResolver? reads;
    private NameFilter names = new([]);

    /// <summary>Ids of contacts whose groups are wanted, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id")]
    [Alias("Id")]
    [ValidateNotNull]
    public object[]? ContactId { get; set; }

    /// <summary>Names of groups; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    [SupportsWildcards]
    [ValidateSomeValue]
    public string[] Name { get; set; } = [];

    /// <summary>Groups a request asks for, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    private protected override IEnumerable<AddressParameter> AddressParameters => [new(null, "-ContactId", ContactId)];

    private PageWriter Writer => writer ??= new PageWriter(Context, PageSize);

    private Func<ContactGroup, bool>? Filter => names.IsEmpty ? null : group => names.Matches(group.Name);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        names = new NameFilter(Name);
        reads = new ContactResolver(Context);
        Writer.WriteTotalCountIfAsked();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Resolver.Finish();
        reads!.Finish();
        base.EndProcessing();
    }

    private protected override void ProcessNothing() => Writer.WriteOnly((client, paging) => client.ListGroups(paging), Filter);

    private protected override void ProcessInput(ContactInput input)
    {
        if (!Writer.IsFull)
        {
            Resolver.Resolve(input, input.ReadAddress(), (id, _) => reads!.Read(
                input,
                token => Context.Client.GetGroupsOfContactAsync(id, token),
                found => Writer.Write(found, Filter)));
        }
    }
}
