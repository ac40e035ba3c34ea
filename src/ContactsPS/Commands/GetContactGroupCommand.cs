using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets the account's groups, or the groups of contacts.</summary>
[Cmdlet(VerbsCommon.Get, "ContactGroup", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(ContactGroup))]
public sealed class GetContactGroupCommand : ContactInputCommand
{
    private PageWriter? writer;
    private ContactResolver? reads;
    private NameFilter names = new([]);

    /// <summary>Ids of contacts whose groups to get, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ContactId")]
    [ValidateNotNull]
    public object[]? ContactId { get; set; }

    /// <summary>Ids of groups.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object[]? Id { get; set; }

    /// <summary>Names of groups; wildcards are allowed. With contacts, only their matching groups are written.</summary>
    [Parameter(Position = 0, ParameterSetName = "List")]
    [Parameter(Position = 0, ParameterSetName = "ContactId")]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    [SupportsWildcards]
    [ValidateSomeValue]
    public string[] Name { get; set; } = [];

    /// <summary>The groups of one request, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    private protected override IEnumerable<AddressParameter> AddressParameters => [new(null, "-ContactId", ContactId)];

    private protected override IReadOnlyList<string> NeededColumns => ContactAddress.Columns;

    private PageWriter Writer => writer ??= new PageWriter(Context, PageSize);

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

    private protected override void ProcessNothing()
    {
        if (Id is null)
        {
            Writer.WriteNamed(
                (client, paging) => client.ListGroups(paging),
                names,
                group => group.Name,
                name => ErrorRecords.Of(InputException.Of(FailureKind.GroupNotFound, "NoGroupOfName", name), name));
            return;
        }

        var wanted = FieldValue.Ids(Id, Streams.CommandName, "-Id").Distinct().ToDictionary(id => id, _ => false);
        Writer.WriteOnly((client, paging) => client.ListGroups(paging), group => group.Id is { } id && wanted.ContainsKey(id) && (wanted[id] = true));
        foreach (var missing in wanted.Where(entry => !entry.Value && !Writer.IsFull).Select(entry => entry.Key))
        {
            Streams.WriteFailure(ErrorRecords.Of(InputException.Of(FailureKind.GroupNotFound, "NoGroupOfId", missing), missing));
        }
    }

    private protected override void ProcessInput(ContactInput input)
    {
        if (!Writer.IsFull)
        {
            Resolver.Resolve(input, input.ReadAddress(), (id, _) => reads!.Read(
                input,
                token => Context.Client.GetGroupsOfContactAsync(id, token),
                found => Writer.Write(names.Select(found, group => group.Name))));
        }
    }
}
