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

    // The summary of an entry is what docs/errors.md and about_ContactsPS_Errors say that it means: ErrorPageTests writes both.

    /// <summary>There is no connection. The message says how to make one.</summary>
    public static readonly FailureKind NotConnected = new(nameof(NotConnected), ErrorCategory.ConnectionError) { IsTerminating = true };

    /// <summary>This session has no connection with that name.</summary>
    public static readonly FailureKind ConnectionNotFound = new(nameof(ConnectionNotFound), ErrorCategory.ObjectNotFound);

    /// <summary>The key, the token or the base URI cannot be used.</summary>
    public static readonly FailureKind InvalidConnection = new(nameof(InvalidConnection), ErrorCategory.InvalidArgument) { IsTerminating = true };

    /// <summary>The secret cannot be read. The message says why.</summary>
    public static readonly FailureKind SecretNotAvailable = new(nameof(SecretNotAvailable), ErrorCategory.ResourceUnavailable) { IsTerminating = true };

    /// <summary>The service does not accept the key or the token (401).</summary>
    public static readonly FailureKind Unauthorized = new(nameof(Unauthorized), ErrorCategory.AuthenticationError, ContactsFailure.Unauthorized, BatchOutcome.Failed) { IsTerminating = true };

    /// <summary>The key lacks the permission for this operation (403).</summary>
    public static readonly FailureKind Forbidden = new(nameof(Forbidden), ErrorCategory.PermissionDenied, ContactsFailure.Forbidden, BatchOutcome.Failed) { IsTerminating = true };

    /// <summary>The service refused this row or request.</summary>
    public static readonly FailureKind Refused = new(nameof(Refused), ErrorCategory.InvalidData, ContactsFailure.Refused);

    /// <summary>Several contacts match. Nothing was changed.</summary>
    public static readonly FailureKind AmbiguousContact = new(nameof(AmbiguousContact), ErrorCategory.InvalidArgument);

    /// <summary>No contact matches.</summary>
    public static readonly FailureKind ContactNotFound = new(nameof(ContactNotFound), ErrorCategory.ObjectNotFound);

    /// <summary>No group has that id or name.</summary>
    public static readonly FailureKind GroupNotFound = new(nameof(GroupNotFound), ErrorCategory.ObjectNotFound);

    /// <summary>No segment has that id or name.</summary>
    public static readonly FailureKind SegmentNotFound = new(nameof(SegmentNotFound), ErrorCategory.ObjectNotFound);

    /// <summary>No additional field has that name.</summary>
    public static readonly FailureKind FieldNotFound = new(nameof(FieldNotFound), ErrorCategory.ObjectNotFound);

    /// <summary>The service found nothing under this path (404).</summary>
    public static readonly FailureKind NotFound = new(nameof(NotFound), ErrorCategory.ObjectNotFound, ContactsFailure.NotFound);

    /// <summary>The input is neither a contact nor a row.</summary>
    public static readonly FailureKind NotAContact = new(nameof(NotAContact), ErrorCategory.InvalidArgument);

    /// <summary>The row has no Id, ExternalId or Email. The message lists its columns.</summary>
    public static readonly FailureKind NoAddress = new(nameof(NoAddress), ErrorCategory.InvalidArgument);

    /// <summary>A value breaks its field's rule. Nothing was sent for this row.</summary>
    public static readonly FailureKind InvalidField = new(nameof(InvalidField), ErrorCategory.InvalidData);

    /// <summary>The contact with a row's Id has another external id than the row.</summary>
    public static readonly FailureKind IdMismatch = new(nameof(IdMismatch), ErrorCategory.InvalidData) { IsTerminating = true };

    /// <summary>The row has no value in the columns on which contacts are matched.</summary>
    public static readonly FailureKind NoKey = new(nameof(NoKey), ErrorCategory.InvalidData);

    /// <summary>Two rows have the same key. Neither was used.</summary>
    public static readonly FailureKind DuplicateKey = new(nameof(DuplicateKey), ErrorCategory.InvalidData);

    /// <summary>A row may be a contact that would be removed, or its match is not certain. Neither was changed.</summary>
    public static readonly FailureKind Conflict = new(nameof(Conflict), ErrorCategory.InvalidData);

    /// <summary>The contact has neither the plan's old nor its new values, or the plan is for another account.</summary>
    public static readonly FailureKind StalePlan = new(nameof(StalePlan), ErrorCategory.InvalidOperation);

    /// <summary>Nobody was removed, left a group or was subscribed again. The message says why.</summary>
    public static readonly FailureKind PruneRefused = new(nameof(PruneRefused), ErrorCategory.InvalidOperation);

    /// <summary>The command asks a question, and nobody can answer it. Nothing was changed.</summary>
    public static readonly FailureKind ConfirmationUnavailable = new(nameof(ConfirmationUnavailable), ErrorCategory.InvalidOperation) { IsTerminating = true };

    /// <summary>A file cannot be read or written, or a line may be misread.</summary>
    public static readonly FailureKind FileFailed = new(nameof(FileFailed), ErrorCategory.ResourceUnavailable);

    /// <summary>There is no field to send for this contact.</summary>
    public static readonly FailureKind NothingToChange = new(nameof(NothingToChange), ErrorCategory.InvalidArgument);

    /// <summary>The request was too large for the service (413).</summary>
    public static readonly FailureKind BatchTooLarge = new(nameof(BatchTooLarge), ErrorCategory.LimitsExceeded, ContactsFailure.BatchTooLarge);

    /// <summary>The service asked for fewer requests (429), or for a pause over two minutes.</summary>
    public static readonly FailureKind Throttled = new(nameof(Throttled), ErrorCategory.LimitsExceeded, ContactsFailure.Throttled, BatchOutcome.Failed);

    /// <summary>No response arrived in time.</summary>
    public static readonly FailureKind TimedOut = new(nameof(TimedOut), ErrorCategory.OperationTimeout, ContactsFailure.TimedOut, BatchOutcome.Failed) { LeavesOutcomeOpen = true };

    /// <summary>The service failed (5xx), or its response broke off.</summary>
    public static readonly FailureKind ServiceFailed = new(nameof(ServiceFailed), ErrorCategory.ResourceUnavailable, ContactsFailure.ServiceFailed, BatchOutcome.Failed) { LeavesOutcomeOpen = true };

    /// <summary>The host was not reached.</summary>
    public static readonly FailureKind Unreachable = new(nameof(Unreachable), ErrorCategory.ConnectionError, ContactsFailure.Unreachable, BatchOutcome.Failed);

    /// <summary>A change was sent, but it is not known whether it was made.</summary>
    public static readonly FailureKind OutcomeUnknown = new(nameof(OutcomeUnknown), ErrorCategory.WriteError, ContactsFailure.OutcomeUnknown, BatchOutcome.OutcomeUnknown) { LeavesOutcomeOpen = true };

    /// <summary>The change waited for a list that could not be read to its end.</summary>
    public static readonly FailureKind NotSent = new(nameof(NotSent), ErrorCategory.OperationStopped, ContactsFailure.NotSent, BatchOutcome.Failed);

    /// <summary>The response is not from the contacts API, or a filter was ignored.</summary>
    public static readonly FailureKind NotTheService = new(nameof(NotTheService), ErrorCategory.InvalidResult, ContactsFailure.NotTheService, BatchOutcome.Failed);

    /// <summary>The file of -Since is not a report of this version.</summary>
    public static readonly FailureKind NotAReport = new(nameof(NotAReport), ErrorCategory.InvalidData) { IsTerminating = true };

    /// <summary>The report cannot be written. The message says why.</summary>
    public static readonly FailureKind ReportNotWritten = new(nameof(ReportNotWritten), ErrorCategory.WriteError) { IsTerminating = true };

    /// <summary>The port is taken, or the file cannot be read.</summary>
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
