using System.Management.Automation;
using ContactsPS.Client.Batching;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Errors;

/// <summary>
/// A kind of failure: the error's id, which is also the name of its message and advice, its category, and its meaning for the
/// inputs.
/// </summary>
internal sealed class FailureKind
{
    private static readonly List<FailureKind> Known = [];

    public static readonly FailureKind NotConnected = new(nameof(NotConnected), ErrorCategory.ConnectionError) { IsTerminating = true };
    public static readonly FailureKind ConnectionNotFound = new(nameof(ConnectionNotFound), ErrorCategory.ObjectNotFound);
    public static readonly FailureKind InvalidConnection = new(nameof(InvalidConnection), ErrorCategory.InvalidArgument) { IsTerminating = true };
    public static readonly FailureKind SecretNotAvailable = new(nameof(SecretNotAvailable), ErrorCategory.ResourceUnavailable) { IsTerminating = true };
    public static readonly FailureKind Unauthorized = new(nameof(Unauthorized), ErrorCategory.AuthenticationError, ContactsFailure.Unauthorized, BatchOutcome.Failed) { IsTerminating = true };
    public static readonly FailureKind Forbidden = new(nameof(Forbidden), ErrorCategory.PermissionDenied, ContactsFailure.Forbidden, BatchOutcome.Failed) { IsTerminating = true };
    public static readonly FailureKind Refused = new(nameof(Refused), ErrorCategory.InvalidData, ContactsFailure.Refused);
    public static readonly FailureKind AmbiguousContact = new(nameof(AmbiguousContact), ErrorCategory.InvalidArgument);
    public static readonly FailureKind ContactNotFound = new(nameof(ContactNotFound), ErrorCategory.ObjectNotFound);
    public static readonly FailureKind GroupNotFound = new(nameof(GroupNotFound), ErrorCategory.ObjectNotFound);
    public static readonly FailureKind SegmentNotFound = new(nameof(SegmentNotFound), ErrorCategory.ObjectNotFound);
    public static readonly FailureKind FieldNotFound = new(nameof(FieldNotFound), ErrorCategory.ObjectNotFound);
    public static readonly FailureKind NotFound = new(nameof(NotFound), ErrorCategory.ObjectNotFound, ContactsFailure.NotFound);
    public static readonly FailureKind NotAContact = new(nameof(NotAContact), ErrorCategory.InvalidArgument);
    public static readonly FailureKind NoAddress = new(nameof(NoAddress), ErrorCategory.InvalidArgument);
    public static readonly FailureKind InvalidField = new(nameof(InvalidField), ErrorCategory.InvalidData);
    public static readonly FailureKind IdMismatch = new(nameof(IdMismatch), ErrorCategory.InvalidData) { IsTerminating = true };
    public static readonly FailureKind NoKey = new(nameof(NoKey), ErrorCategory.InvalidData);
    public static readonly FailureKind DuplicateKey = new(nameof(DuplicateKey), ErrorCategory.InvalidData);
    public static readonly FailureKind Conflict = new(nameof(Conflict), ErrorCategory.InvalidData);
    public static readonly FailureKind StalePlan = new(nameof(StalePlan), ErrorCategory.InvalidOperation);
    public static readonly FailureKind PruneRefused = new(nameof(PruneRefused), ErrorCategory.InvalidOperation);
    public static readonly FailureKind ConfirmationUnavailable = new(nameof(ConfirmationUnavailable), ErrorCategory.InvalidOperation) { IsTerminating = true };
    public static readonly FailureKind FileFailed = new(nameof(FileFailed), ErrorCategory.ResourceUnavailable);
    public static readonly FailureKind NothingToChange = new(nameof(NothingToChange), ErrorCategory.InvalidArgument);
    public static readonly FailureKind BatchTooLarge = new(nameof(BatchTooLarge), ErrorCategory.LimitsExceeded, ContactsFailure.BatchTooLarge);
    public static readonly FailureKind Throttled = new(nameof(Throttled), ErrorCategory.LimitsExceeded, ContactsFailure.Throttled, BatchOutcome.Failed);
    public static readonly FailureKind TimedOut = new(nameof(TimedOut), ErrorCategory.OperationTimeout, ContactsFailure.TimedOut, BatchOutcome.Failed) { LeavesOutcomeOpen = true };
    public static readonly FailureKind ServiceFailed = new(nameof(ServiceFailed), ErrorCategory.ResourceUnavailable, ContactsFailure.ServiceFailed, BatchOutcome.Failed) { LeavesOutcomeOpen = true };
    public static readonly FailureKind Unreachable = new(nameof(Unreachable), ErrorCategory.ConnectionError, ContactsFailure.Unreachable, BatchOutcome.Failed);
    public static readonly FailureKind OutcomeUnknown = new(nameof(OutcomeUnknown), ErrorCategory.WriteError, ContactsFailure.OutcomeUnknown, BatchOutcome.OutcomeUnknown) { LeavesOutcomeOpen = true };
    public static readonly FailureKind NotSent = new(nameof(NotSent), ErrorCategory.OperationStopped, ContactsFailure.NotSent, BatchOutcome.Failed);
    public static readonly FailureKind NotTheService = new(nameof(NotTheService), ErrorCategory.InvalidResult, ContactsFailure.NotTheService, BatchOutcome.Failed);
    public static readonly FailureKind NotAReport = new(nameof(NotAReport), ErrorCategory.InvalidData) { IsTerminating = true };
    public static readonly FailureKind ReportNotWritten = new(nameof(ReportNotWritten), ErrorCategory.WriteError) { IsTerminating = true };
    public static readonly FailureKind SandboxFailed = new(nameof(SandboxFailed), ErrorCategory.OpenError) { IsTerminating = true };

    private readonly ContactsFailure? failure;

    private FailureKind(string id, ErrorCategory category, ContactsFailure? failure = null, BatchOutcome outcome = BatchOutcome.Refused)
    {
        Id = id;
        Category = category;
        Outcome = outcome;
        this.failure = failure;
        Known.Add(this);
    }

    public string Id { get; }

    public ErrorCategory Category { get; }

    /// <summary>How the summary of a run counts the inputs: to be corrected (refused), to be sent again (failed), or to be checked (unknown).</summary>
    public BatchOutcome Outcome { get; }

    /// <summary>Whether it ends the statement, because all following requests would fail too.</summary>
    public bool IsTerminating { get; private init; }

    /// <summary>Whether a change that failed in this way may have been processed.</summary>
    public bool LeavesOutcomeOpen { get; private init; }

    /// <summary>What to do about it.</summary>
    public string? Advice => Messages.Find($"{Id}_Advice");

    /// <summary>The kind of a failed request.</summary>
    public static FailureKind Of(ContactsFailure failure) => Known.Find(kind => kind.failure == failure)!;

    /// <summary>The kind of an item that was not accepted.</summary>
    public static FailureKind Of(BatchOutcome outcome) => outcome == BatchOutcome.Refused ? Refused : OutcomeUnknown;

    public string Message(params object?[] values) => Messages.Get(Id, values);
}
