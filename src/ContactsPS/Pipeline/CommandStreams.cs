using System.Management.Automation;
using System.Management.Automation.Host;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;
using ContactsPS.Outcomes;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Pipeline;

/// <summary>The output and the questions of a cmdlet.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="counters">Counts the outcomes of the inputs.</param>
internal sealed class CommandStreams(PSCmdlet cmdlet, RunCounters counters)
{
    private bool? isSilent;

    /// <summary>The cmdlet's name.</summary>
    public string CommandName => cmdlet.MyInvocation.MyCommand.Name;

    /// <summary>Whether -WhatIf is given.</summary>
    public bool IsWhatIf => AsksFor("WhatIf") ?? LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether the debug stream is shown.</summary>
    public bool IsDebugging =>
        AsksFor("Debug") ?? (LanguagePrimitives.TryConvertTo<ActionPreference>(cmdlet.SessionState.PSVariable.GetValue("DebugPreference"), out var preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore));

    /// <summary>The values of -First, -Skip and -IncludeTotalCount.</summary>
    public PagingParameters Paging => cmdlet.PagingParameters;

    /// <summary>The error for the service's "not found": about a contact, a group, or another item.</summary>
    public FailureKind NotFound { get; set; } = FailureKind.NotFound;

    /// <summary>Asks before something is done.</summary>
    public Confirmation Confirmation { get; } = new(cmdlet);

    public void Write(object? item) => cmdlet.WriteObject(item);

    public void WriteWarning(string text) => cmdlet.WriteWarning(VisibleText.Of(text));

    /// <summary>
    /// Writes a line to the verbose stream. If -Debug is typed and -Verbose is not, the engine would stop and ask at every verbose line: then it is a debug line.
    /// </summary>
    public void WriteVerboseLine(string line)
    {
        line = VisibleText.Of(line);
        if (AsksFor("Debug") == true && AsksFor("Verbose") is null)
        {
            cmdlet.WriteDebug(line);
        }
        else
        {
            cmdlet.WriteVerbose(line);
        }
    }

    /// <summary>Writes the summary of a run: one record in the information stream, and one verbose line.</summary>
    public void WriteSummary(object summary)
    {
        cmdlet.WriteInformation(summary, ["ContactsPS.Summary"]);
        WriteVerboseLine(summary.ToString()!);
    }

    /// <summary>Reports and counts inputs that were not done. Ends the pipeline if all following requests would fail too.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inputs">The number of inputs.</param>
    public void WriteFailure(Failure failure, int inputs = 1)
    {
        if (failure.Kind.IsTerminating)
        {
            cmdlet.ThrowTerminatingError(failure.Record);
        }

        counters.Count(failure.Kind.Outcome, inputs);
        cmdlet.WriteError(failure.Record);
    }

    /// <summary>A request that failed, as this cmdlet reports it.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="target">The caller's own input.</param>
    /// <param name="label">The input's name in messages; null if the request was about no input.</param>
    public Failure FailureOf(ContactsException exception, object? target, string? label = null) => ErrorRecords.Of(exception, target, label, NotFound);

    /// <summary>Whether an exception is about one input, or a request of it.</summary>
    public static bool IsAboutInput(Exception exception) => exception is InputException or ContactsException;

    /// <summary>The failure of an input, from an exception about it.</summary>
    public Failure FailureOf(Exception exception, object? target) =>
        exception is ContactsException failed ? FailureOf(failed, target) : ErrorRecords.Of((InputException)exception, target);

    /// <summary>Processes one input, and reports it if it cannot be used or its request failed.</summary>
    /// <param name="target">The caller's own input.</param>
    /// <param name="action">Processes the input.</param>
    /// <param name="record">Takes the failure before it is written, which may end the pipeline.</param>
    public void Reporting(object? target, Action action, Action<Failure>? record = null)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsAboutInput(exception))
        {
            var failure = FailureOf(exception, target);
            record?.Invoke(failure);
            WriteFailure(failure);
        }
    }

    /// <summary>Does something that all inputs depend on. If it fails, the pipeline ends.</summary>
    public void Ending(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsAboutInput(exception))
        {
            throw End(FailureOf(exception, target));
        }
    }

    /// <summary>Ends the pipeline with an error.</summary>
    /// <returns>Never, because the engine throws. The return type lets callers write throw, for the compiler.</returns>
    public Exception End(Failure failure)
    {
        cmdlet.ThrowTerminatingError(failure.Record);
        return new InvalidOperationException("ThrowTerminatingError returned.");
    }

    /// <summary>
    /// Asks whether to do something. The question and -WhatIf name the contact; the verbose stream, which ends
    /// in logs, sees the redacted name.
    /// </summary>
    /// <param name="ask">Creates the question; its texts are created only if somebody sees them.</param>
    public bool ShouldDo(Func<Question> ask)
    {
        if (IsSilent)
        {
            return true;
        }

        var (target, redacted, action, detail) = ask();
        var forLog = Messages.Get("ShouldProcess", IsWhatIf ? Detailed(action, detail) : action, IsWhatIf ? target : redacted);
        action = detail is not null && Confirmation.IsWanted(ConfirmImpact.Medium) ? Detailed(action, detail) : action;
        try
        {
            return Confirmation.Answered(() => cmdlet.ShouldProcess(forLog, Messages.Get("ShouldProcessQuery", action, target), Messages.Get("ShouldProcessCaption")));
        }
        catch (InputException exception)
        {
            throw End(ErrorRecords.Of(exception, target: null));
        }
    }

    /// <summary>
    /// Reports what a stopped run has done. A stopping pipeline accepts no warning, so the host gets it.
    /// </summary>
    public void WriteStopped(CommandRun run)
    {
        var preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("WarningAction", out var typed) ? typed : cmdlet.SessionState.PSVariable.GetValue("WarningPreference");
        if (LanguagePrimitives.TryConvertTo<ActionPreference>(preference, out var action) && action is ActionPreference.SilentlyContinue or ActionPreference.Ignore)
        {
            return;
        }

        try
        {
            cmdlet.Host.UI.WriteWarningLine(VisibleText.Of(Messages.Get("RunStopped", run) + (run.OpenOptOuts > 0 ? " " + Messages.Get("RunStopped_Open", run.OpenOptOuts) : string.Empty)));
        }
        catch (HostException)
        {
            // The host has no screen.
        }
    }

    /// <summary>Whether -WhatIf, -Confirm, -Verbose and the preferences leave a question nothing to ask or tell, as they were at the first one.</summary>
    private bool IsSilent => isSilent ??= !IsWhatIf
        && AsksFor("Debug") is not true
        && !(AsksFor("Verbose") ?? (cmdlet.SessionState.PSVariable.GetValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore)))
        && Confirmation.IsCertainlyUnwanted();

    private static string Detailed(string action, Func<string>? detail) => detail is null ? action : $"{action} ({VisibleText.Of(detail())})";

    /// <summary>The value of a common parameter; null if it was not given.</summary>
    private bool? AsksFor(string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var typed) ? LanguagePrimitives.IsTrue(typed) : null;
}

/// <summary>What is asked before something is done.</summary>
/// <param name="Target">Whom it is about.</param>
/// <param name="Redacted">The same for a log.</param>
/// <param name="Action">What is done.</param>
/// <param name="Detail">What exactly is changed, for who is asked and for -WhatIf; null if the action says it.</param>
internal sealed record Question(string Target, string Redacted, string Action, Func<string>? Detail = null);
