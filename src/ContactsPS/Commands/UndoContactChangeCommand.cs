using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Reverses what a sync or a plan changed, for contacts that still have the new values.</summary>
[Cmdlet(VerbsCommon.Undo, "ContactChange", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class UndoContactChangeCommand : PlanCommand
{
    private protected override bool IsUndo => true;
}
