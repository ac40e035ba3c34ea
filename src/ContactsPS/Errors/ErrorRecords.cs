using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;

namespace ContactsPS.Errors;

/// <summary>Makes every ErrorRecord of the module: one table from what failed to id and category, and the advice beside the message.</summary>
internal static class ErrorRecords
{
    // More would make the message the slow part, and the target has them all.
    private const int MostNamed = 10;

    /// <summary>An input that cannot be used.</summary>
    public static ErrorRecord Of(InputException exception, object? target) =>
        Create(new PSInvalidOperationException(exception.Message), exception.ErrorId, exception.Category, target);

    /// <summary>A request that failed.</summary>
    /// <param name="exception">How it failed.</param>
    /// <param name="target">The caller's own input.</param>
    /// <param name="label">That input as messages name it; null where the request was about no input.</param>
    public static ErrorRecord Of(ContactsException exception, object? target, string? label = null)
    {
        var (id, category) = Classify(exception.Failure);
        return Create(exception, id, category, target, label is null ? exception.Message : $"{label}: {exception.Message}");
    }

    /// <summary>An item that the service refused, or whose outcome its answer leaves open.</summary>
    public static ErrorRecord Of(ContactInput input, string operation, BatchOutcome outcome, ServiceError? error, int status, string? uniqId)
    {
        var (failure, id) = outcome == BatchOutcome.Refused
            ? (ContactsFailure.Refused, ErrorIds.Refused)
            : (ContactsFailure.OutcomeUnknown, ErrorIds.OutcomeUnknown);
        return Of(failure, Messages.Get(id, input.Label, operation, Said(error), status, uniqId ?? "-"), error, status, uniqId, input.Target);
    }

    /// <summary>Items of one batch of which the service refused some, without saying which. The target is the caller's own inputs, as a list where they are several.</summary>
    public static ErrorRecord Of(IReadOnlyList<ContactInput> inputs, string operation, ServiceError? error, int status, string? uniqId)
    {
        if (inputs.Count == 1)
        {
            return Of(inputs[0], operation, BatchOutcome.Unknown, error, status, uniqId);
        }

        var labels = string.Join(", ", inputs.Take(MostNamed).Select(input => input.Label));
        var more = inputs.Count > MostNamed ? Messages.Get("AndMore", inputs.Count - MostNamed) : string.Empty;
        var message = Messages.Get("OutcomeUnknown_Batch", labels + more, operation, Said(error), status, uniqId ?? "-");
        return Of(ContactsFailure.OutcomeUnknown, message, error, status, uniqId, inputs.Select(input => input.Target).ToArray());
    }

    /// <summary>A failure of the module's own that has a message of its own.</summary>
    public static ErrorRecord Of(string errorId, ErrorCategory category, object? target, params object?[] values) =>
        Create(new PSInvalidOperationException(Messages.Get(errorId, values)), errorId, category, target);

    /// <summary>Whether every further request would fail in the same way, so that the pipeline ends.</summary>
    public static bool IsTerminating(ContactsFailure failure) => failure is ContactsFailure.Unauthorized or ContactsFailure.Forbidden;

    private static ErrorRecord Of(ContactsFailure failure, string message, ServiceError? error, int status, string? uniqId, object? target)
    {
        ServiceError[] errors = error is null ? [] : [error];
        return Of(new ContactsException(failure, message, (System.Net.HttpStatusCode)status, errors, uniqId), target);
    }

    /// <summary>What the service said of an item, with the field that it said it of.</summary>
    private static string Said(ServiceError? error) =>
        $"{(error?.Parameter is { Length: > 0 } parameter ? $"{parameter}: " : string.Empty)}{error?.ToString() ?? Messages.Get("NoReason")}";

    private static (string Id, ErrorCategory Category) Classify(ContactsFailure failure) => failure switch
    {
        ContactsFailure.Unauthorized => (ErrorIds.Unauthorized, ErrorCategory.AuthenticationError),
        ContactsFailure.Forbidden => (ErrorIds.Forbidden, ErrorCategory.PermissionDenied),
        ContactsFailure.Refused => (ErrorIds.Refused, ErrorCategory.InvalidData),
        ContactsFailure.NotFound => (ErrorIds.ContactNotFound, ErrorCategory.ObjectNotFound),
        ContactsFailure.BatchTooLarge => (ErrorIds.BatchTooLarge, ErrorCategory.LimitsExceeded),
        ContactsFailure.Throttled => (ErrorIds.Throttled, ErrorCategory.LimitsExceeded),
        ContactsFailure.TimedOut => (ErrorIds.TimedOut, ErrorCategory.OperationTimeout),
        ContactsFailure.Unreachable => (ErrorIds.Unreachable, ErrorCategory.ConnectionError),
        ContactsFailure.OutcomeUnknown => (ErrorIds.OutcomeUnknown, ErrorCategory.WriteError),
        ContactsFailure.NotSent => (ErrorIds.NotSent, ErrorCategory.OperationStopped),
        ContactsFailure.NotTheService => (ErrorIds.NotTheService, ErrorCategory.InvalidResult),
        _ => (ErrorIds.ServiceFailed, ErrorCategory.ResourceUnavailable),
    };

    private static ErrorRecord Create(Exception exception, string id, ErrorCategory category, object? target, string? message = null) =>
        new(exception, id, category, target)
        {
            ErrorDetails = new ErrorDetails(message ?? exception.Message) { RecommendedAction = Messages.Advice(id) },
        };
}
