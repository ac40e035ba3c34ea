using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Reverses what a sync or a plan has done, as far as contacts still have the values that it gave them.</summary>
[Cmdlet(VerbsCommon.Undo, "ContactChange", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class UndoContactChangeCommand : PlanCommand
{
    private protected override bool IsUndo => true;
}
