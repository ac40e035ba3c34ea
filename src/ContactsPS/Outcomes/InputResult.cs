using System.Management.Automation;

namespace ContactsPS.Outcomes;

/// <summary>The outcome of an input of a command that changes contacts.</summary>
public enum InputOutcome : byte
{
    /// <summary>It was not sent.</summary>
    NotSent,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It cannot be used, or the service refused it. Correct it.</summary>
    Refused,

    /// <summary>Its request failed, and nothing was changed. Send it again.</summary>
    Failed,

    /// <summary>It was sent, and it is not known whether the service processed it. Check it before you send it again.</summary>
    OutcomeUnknown,
}

/// <summary>An input of a command that changes contacts, with its outcome.</summary>
public sealed class InputResult
{
    internal InputResult(long number, InputOutcome outcome, long? id, object? input, ErrorRecord? error)
    {
        Number = number;
        Outcome = outcome;
        Id = id;
        Input = input;
        Error = error;
    }

    /// <summary>Its number in the pipeline or among the typed values, from 1, or its line in the file; 0 for a contact that a sync removes.</summary>
    public long Number { get; }

    /// <summary>Its outcome.</summary>
    public InputOutcome Outcome { get; }

    /// <summary>The contact's id, if the input is done and the id is known.</summary>
    public long? Id { get; }

    /// <summary>The input as it was piped or typed; null if it is done, or a row of a sync that was not sent.</summary>
    public object? Input { get; }

    /// <summary>Why it is not done; null if it is done, or if the command was stopped before that was known.</summary>
    public ErrorRecord? Error { get; }
}
