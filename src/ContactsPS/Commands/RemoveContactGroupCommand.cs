using System.Management.Automation;
using ContactsPS.Client.Batching;
using ContactsPS.Commands.Base;

namespace ContactsPS.Commands;

/// <summary>Takes contacts out of groups. The groups and the contacts stay.</summary>
[Cmdlet(VerbsCommon.Remove, "ContactGroup", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class RemoveContactGroupCommand : GroupMembershipCommand
{
    private protected override string Change => "TakeOutOfGroup";

    private protected override Task<BatchResult<ContactGroup>> SendAsync(long contactId, IReadOnlyList<long> groupIds, CancellationToken cancellationToken) =>
        Client.RemoveContactFromGroupsAsync(contactId, groupIds, cancellationToken);
}
