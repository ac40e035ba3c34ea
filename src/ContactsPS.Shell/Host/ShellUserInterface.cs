using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace ContactsPS.Shell.Host;

/// <summary>Every stream to its place: errors to standard error, all else to standard output, with PowerShell's prefixes.</summary>
internal sealed class ShellUserInterface(ConsoleInput input) : PSHostUserInterface
{
    private const string Reset = "\e[0m";

    private readonly ProgressLine progress = new();
    private readonly Questions questions = new(input);
    private readonly Lock gate = new();
    private bool atLineStart = true;
    private bool asErrors;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => Terminal.OutputColours;

    public override void Write(string value) => Print(value, newLine: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Print(Coloured(foregroundColor, backgroundColor, value), newLine: false);

    public override void WriteLine(string value)
    {
        if (asErrors)
        {
            WriteErrorLine(value);
        }
        else
        {
            Print(value, newLine: true);
        }
    }

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Print(Coloured(foregroundColor, backgroundColor, value), newLine: true);

    public override void WriteErrorLine(string value)
    {
        // The engine ends each error with an empty line, which pwsh leaves out as well.
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        lock (gate)
        {
            progress.Clear();
            Console.Error.WriteLine(Terminal.ErrorColours
                ? $"{PSStyle.Instance.Formatting.Error}{value}{Reset}"
                : new StringDecorated(value).ToString(OutputRendering.PlainText));
        }
    }

    /// <summary>What the action writes as output is an error to the user.</summary>
    public void WriteAsErrors(Action write)
    {
        asErrors = true;
        try
        {
            write();
        }
        finally
        {
            asErrors = false;
        }
    }

    public override void WriteWarningLine(string message) => PrintPrefixed(PSStyle.Instance.Formatting.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => PrintPrefixed(PSStyle.Instance.Formatting.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => PrintPrefixed(PSStyle.Instance.Formatting.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (gate)
        {
            // Drawn over a half-written line, progress would take it away.
            if (atLineStart)
            {
                progress.Show(record);
            }
        }
    }

    public void ClearProgress()
    {
        lock (gate)
        {
            progress.Clear();
        }
    }

    public override string ReadLine() => questions.Line(question: null);

    public override SecureString ReadLineAsSecureString() => Questions.Secret(question: null);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        return questions.Fields(descriptions);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        return questions.Choice(message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        var user = string.IsNullOrEmpty(userName) ? questions.Line("User: ") : userName;
        return new PSCredential(user, Questions.Secret($"Password for user {user}: "));
    }

    private void WriteCaption(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            WriteLine($"\n{caption}");
        }

        if (!string.IsNullOrEmpty(message))
        {
            WriteLine(message);
        }
    }

    private void PrintPrefixed(string style, string prefix, string message) =>
        Print(SupportsVirtualTerminal ? $"{style}{prefix}{message}{Reset}" : prefix + message, newLine: true);

    private void Print(string value, bool newLine)
    {
        var text = GetOutputString(value, SupportsVirtualTerminal);
        lock (gate)
        {
            progress.Clear();
            if (newLine)
            {
                Console.Out.WriteLine(text);
            }
            else
            {
                Console.Out.Write(text);
            }

            atLineStart = newLine || text.EndsWith('\n');
        }
    }

    private string Coloured(ConsoleColor foreground, ConsoleColor background, string value)
    {
        if (!SupportsVirtualTerminal)
        {
            return value;
        }

        // The colours this host claims to have already are no colours to set: a light terminal keeps its own.
        var front = foreground == RawUI.ForegroundColor ? string.Empty : PSStyle.MapForegroundColorToEscapeSequence(foreground);
        var back = background == RawUI.BackgroundColor ? string.Empty : PSStyle.MapBackgroundColorToEscapeSequence(background);
        return $"{front}{back}{value}{Reset}";
    }
}
