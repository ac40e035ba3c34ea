using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Adds contacts to groups that exist.</summary>
[Cmdlet(VerbsCommon.Add, "ContactGroup", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class AddContactGroupCommand : GroupMembershipCommand
{
    private protected override Operation<GroupMembership> Operation => Operations.AddToGroup;
}
