using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Takes contacts out of groups. The groups and the contacts are kept.</summary>
[Cmdlet(VerbsCommon.Remove, "ContactGroup", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class RemoveContactGroupCommand : GroupMembershipCommand
{
    private protected override Operation<GroupMembership> Operation => Operations.TakeOutOfGroup;
}
