using System.Management.Automation;
using ContactsPS.Commands.Base;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Does the changes of a plan, as Sync-Contact -WhatIf writes it: exactly those, and only to contacts that have the plan's old values.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContactChange", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class InvokeContactChangeCommand : PlanCommand
{
    private protected override bool IsUndo => false;
}
