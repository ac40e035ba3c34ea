using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Gets the account's additional fields: the names in ExternalData of contacts.</summary>
[Cmdlet(VerbsCommon.Get, "ContactField", SupportsPaging = true)]
[OutputType(typeof(ContactField))]
public sealed class GetContactFieldCommand : ContactsCommand
{
    /// <summary>Names of fields; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [SupportsWildcards]
    [ValidateSomeValue]
    public string[] Name { get; set; } = [];

    /// <summary>The fields of one request, 1 to 1000. Independent of -First.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int PageSize { get; set; } = ContactRules.MaximumPageSize;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var names = new NameFilter(Name);
        var writer = new PageWriter(Context, PageSize);
        writer.WriteTotalCountIfAsked();
        Streams.Reporting(null, () => writer.WriteNamed(
            (client, paging) => client.ListFields(paging), names, field => field.Name, name => ErrorRecords.Of(FailureKind.FieldNotFound, name, name)));
    }
}
