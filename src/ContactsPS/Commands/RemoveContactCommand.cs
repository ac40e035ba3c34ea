using System.Management.Automation;
using ContactsPS.Client.Batching;
using ContactsPS.Commands.Base;

namespace ContactsPS.Commands;

/// <summary>Removes contacts. What the service does with them, archiving or erasing, it does not say.</summary>
[Cmdlet(VerbsCommon.Remove, "Contact", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Contact))]
public sealed class RemoveContactCommand : ContactIdCommand
{
    private protected override string Change => "Remove";

    private protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<long> items, CancellationToken cancellationToken) =>
        Client.DeleteContactsAsync(items, cancellationToken);
}
