using System.Management.Automation;
using ContactsPS.Client.Batching;
using ContactsPS.Commands.Base;

namespace ContactsPS.Commands;

/// <summary>Adds contacts to groups that exist.</summary>
[Cmdlet(VerbsCommon.Add, "ContactGroup", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class AddContactGroupCommand : GroupMembershipCommand
{
    private protected override string Change => "AddToGroup";

    private protected override Task<BatchResult<ContactGroup>> SendAsync(long contactId, IReadOnlyList<long> groupIds, CancellationToken cancellationToken) =>
        Client.AddContactToGroupsAsync(contactId, groupIds, cancellationToken);
}
