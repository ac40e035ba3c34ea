using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Removes contacts. Whether the service archives or erases them is not documented.</summary>
[Cmdlet(VerbsCommon.Remove, "Contact", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Contact))]
public sealed class RemoveContactCommand : ContactIdCommand
{
    private protected override Operation<long> CreateOperation() => Operations.Remove;
}
