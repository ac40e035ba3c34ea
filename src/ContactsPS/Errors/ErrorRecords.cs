using System.Management.Automation;
using System.Net;
using ContactsPS.Client.Batching;
using ContactsPS.Client.Redaction;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Errors;

/// <summary>Creates every ErrorRecord of the module.</summary>
internal static class ErrorRecords
{
    // A longer list would not be readable, and the target has all of them.
    private const int MostNamed = 10;

    /// <summary>An input that cannot be used.</summary>
    public static Failure Of(InputException exception, object? target) => Create(exception.Kind, exception.Message, target);

    /// <summary>A failure that the module found itself.</summary>
    public static Failure Of(FailureKind kind, object? target, params object?[] values) => Create(kind, kind.Message(values), target);

    /// <summary>A request that failed.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="target">The caller's own input.</param>
    /// <param name="label">The input's name in messages; null if the request was about no input.</param>
    /// <param name="notFound">The kind of error if the service did not find the item.</param>
    public static Failure Of(ContactsException exception, object? target, string? label = null, FailureKind? notFound = null)
    {
        var kind = FailureKind.Of(exception.Failure);
        return Create(kind == FailureKind.NotFound ? notFound ?? kind : kind, exception, target, MessageOf(exception, label));
    }

    /// <summary>
    /// Inputs of one request that the service did not accept. If the service refused some of several without saying which, the target is the list of them.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="operation">What was requested, as a participle: "created".</param>
    /// <param name="item">The result of the first of them.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="uniqId">The service's id of the request.</param>
    public static Failure Of<T>(IReadOnlyList<RefusedInput> inputs, string operation, BatchItemResult<T> item, int status, string? uniqId)
        where T : class
    {
        var isOne = inputs.Count == 1;
        var kind = FailureKind.Of(item.Outcome);
        var message = Messages.Get(isOne ? kind.Id : "OutcomeUnknown_Batch", LabelOf(inputs), operation, isOne ? Said(item.Error, inputs[0].Sent) : Said(item.Error), status, uniqId ?? "-");
        var failure = item.Outcome == BatchOutcome.Refused ? ContactsFailure.Refused : ContactsFailure.OutcomeUnknown;
        var exception = new ContactsException(failure, message, (HttpStatusCode)status, item.Error is { } error ? [error] : [], uniqId);
        return Create(kind, exception, isOne ? inputs[0].Target : inputs.Select(input => input.Target).ToArray(), message);
    }

    /// <summary>An input whose contact does not exist.</summary>
    /// <param name="label">The input's name in messages.</param>
    /// <param name="target">The caller's own input.</param>
    /// <param name="address">The address in messages.</param>
    /// <param name="error">The error of the service.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="uniqId">The service's id of the request.</param>
    public static Failure NotFound(string label, object? target, object address, ServiceError error, int status, string? uniqId)
    {
        var message = Messages.Get("ContactNotFound_Refused", label, address, error, status, uniqId ?? "-");
        return Create(FailureKind.ContactNotFound, new ContactsException(ContactsFailure.NotFound, message, (HttpStatusCode)status, [error], uniqId), target, message);
    }

    private static string LabelOf(IReadOnlyList<RefusedInput> inputs) =>
        string.Join(", ", inputs.Take(MostNamed).Select(input => input.Label)) + (inputs.Count > MostNamed ? Messages.Get("AndMore", inputs.Count - MostNamed) : string.Empty);

    /// <summary>The service's error about several items.</summary>
    private static string Said(ServiceError? error) =>
        $"{(error?.Parameter is { Length: > 0 } parameter ? $"{parameter}: " : string.Empty)}{error?.ToString() ?? Messages.Get("NoReason")}";

    /// <summary>The service's error about one item, with the field and the value that was sent. It is not redacted, because only the caller gets it.</summary>
    private static string Said(ServiceError? error, FieldValues? sent)
    {
        if (error?.Parameter is not { Length: > 0 } parameter)
        {
            return error?.Describe() ?? Messages.Get("NoReason");
        }

        var field = StandardField.OfJsonName(parameter);
        var value = field is not null && sent?[field] is { } own ? DataValue.Of(own).ToText() : error.Value;
        var said = error.Describe();
        var isSaid = string.IsNullOrEmpty(value) || said.Contains(VisibleText.Of(value));
        return $"{field?.Name ?? parameter}{(isSaid ? string.Empty : $" {InputException.Quoted(value)}")}: {said}";
    }

    /// <summary>The message of a failed request. What the service echoes of the caller's own input is not redacted.</summary>
    private static string MessageOf(ContactsException exception, string? label) =>
        label is null ? exception.Message
        : $"{label}: {(exception is { Failure: ContactsFailure.Refused, Errors: [var error, ..] } ? exception.Message.Replace(error.ToString(), error.Describe()) : exception.Message)}";

    private static Failure Create(FailureKind kind, string message, object? target) =>
        Create(kind, new PSInvalidOperationException(VisibleText.Of(message)), target, message);

    private static Failure Create(FailureKind kind, Exception exception, object? target, string message)
    {
        var record = new ErrorRecord(exception, kind.Id, kind.Category, target) { ErrorDetails = new ErrorDetails(VisibleText.Of(message)) { RecommendedAction = kind.Advice } };

        // The engine shows this name of the target; the target itself is not changed.
        record.CategoryInfo.TargetName = VisibleText.Of(record.CategoryInfo.TargetName);
        return new Failure(kind, record);
    }
}

/// <summary>An input that the service did not accept.</summary>
/// <param name="Label">The input's name in messages.</param>
/// <param name="Target">The caller's own input.</param>
/// <param name="Sent">The fields that were sent; null if none were.</param>
internal readonly record struct RefusedInput(string Label, object? Target, FieldValues? Sent);

/// <summary>A failure as it is written to the error stream.</summary>
internal readonly record struct Failure(FailureKind Kind, ErrorRecord Record);
