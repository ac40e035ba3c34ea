using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Makes the changes of a plan that Sync-Contact -WhatIf wrote: exactly those, and only for contacts that still have the plan's old values.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContactChange", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class InvokeContactChangeCommand : PlanCommand
{
    private protected override bool IsUndo => false;
}
