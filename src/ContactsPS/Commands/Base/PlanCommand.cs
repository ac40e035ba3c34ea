using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Sync;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet that takes the changes of an earlier sync.</summary>
public abstract class PlanCommand : ContactInputCommand
{
    private PlanRun? run;

    private protected PlanCommand()
    {
    }

    /// <summary>The largest share of the account's contacts that may be removed, and of a group's members that may leave it, in percent. Default 10.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaximumPrunePercent { get; set; } = 10;

    /// <summary>Resubscribes contacts if the changes say so.</summary>
    [Parameter]
    public SwitchParameter AllowResubscribe { get; set; }

    /// <summary>The contacts of one request, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int BatchSize { get; set; } = 100;

    /// <summary>Whether the changes are reversed.</summary>
    private protected abstract bool IsUndo { get; }

    private protected override bool ChangesContacts => true;

    /// <summary>A change is recorded when it is known that something is to be done; it is in a temporary file, and so is not kept.</summary>
    private protected override bool RecordsInputs => false;

    private protected override object? Summary => run?.Summary;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        run = new PlanRun(Context, new PlanOptions { IsUndo = IsUndo, MaximumPrunePercent = MaximumPrunePercent, AllowResubscribe = AllowResubscribe, BatchSize = BatchSize });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Streams.Ending(null, run!.Finish);
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            run?.Dispose();
        }
    }

    private protected override bool TakesOthers => true;

    private protected override bool TryProcessOther(PSObject? piped, string label)
    {
        try
        {
            var change = PlannedChange.TryRead(piped, label, IsUndo) ?? throw InputException.Of(FailureKind.NotAContact, "NotAChange", label, Streams.CommandName);
            Streams.Ending(piped, () => run!.ThrowIfOther(change));
            run!.Add(change, InputNumber, label);
        }
        catch (InputException exception)
        {
            run!.Refuse(ErrorRecords.Of(exception, piped), InputNumber, label);
        }

        return true;
    }

    /// <summary>Every input is a change, or was refused before.</summary>
    private protected override void ProcessInput(ContactInput input) => throw new InvalidOperationException();

    private protected override void ProcessNothing() => throw InputException.Of(FailureKind.NotAContact, "NoChanges", Streams.CommandName);
}
