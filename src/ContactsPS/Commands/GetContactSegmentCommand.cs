using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets the account's segments; with their counts if they are addressed by id.</summary>
[Cmdlet(VerbsCommon.Get, "ContactSegment", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(ContactSegment))]
public sealed class GetContactSegmentCommand : ContactsCommand
{
    /// <summary>Ids of segments. Each is read by a request of its own, with its count.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Names of segments; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    [SupportsWildcards]
    [ValidateSomeValue]
    public string[] Name { get; set; } = [];

    /// <summary>The segments of one request, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var names = new NameFilter(Name);
        var writer = new PageWriter(Context, PageSize);
        writer.WriteTotalCountIfAsked();
        if (Id.Length == 0)
        {
            Streams.Reporting(null, () => writer.WriteNamed(
                (client, paging) => client.ListSegments(paging),
                names,
                segment => segment.Name,
                name => ErrorRecords.Of(InputException.Of(FailureKind.SegmentNotFound, "NoSegmentNamed", name), name)));
        }

        foreach (var id in Id.TakeWhile(_ => !writer.IsFull))
        {
            Streams.Reporting(id, () => writer.Write(names.Select([ReadOne(id)], segment => segment.Name)));
        }
    }

    /// <exception cref="InputException">The id leads to another path, or there is no segment with this id.</exception>
    private ContactSegment ReadOne(string id) =>
        ContactRules.ValidatePathSegment(id) is { } rule ? throw InputException.InvalidField("Get-ContactSegment", "-Id", id, rule)
        : Context.Await(token => Context.Client.GetSegmentAsync(id, token)) ?? throw new InputException(FailureKind.SegmentNotFound, id);
}
