using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Asks for confirmation. If nobody can answer, the command is refused before it changes anything: the engine's own question would wait, fail, or take an empty line for a yes.</summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class Confirmation(PSCmdlet cmdlet)
{
    private const string ConsoleHost = "ConsoleHost";
    private const string HostWithoutScreen = "Default Host";

    /// <summary>Whether the console's input can answer questions.</summary>
    private bool CanAnswer => cmdlet.Host.Name switch
    {
        HostWithoutScreen => false,
        ConsoleHost => !Console.IsInputRedirected && Environment.UserInteractive,
        _ => true,
    };

    /// <summary>Whether -Confirm or $ConfirmPreference requires a question.</summary>
    /// <param name="impact">The impact of the action.</param>
    public bool IsWanted(ConfirmImpact impact)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var typed))
        {
            return LanguagePrimitives.IsTrue(typed);
        }

        return LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference"), out var preference)
            && preference != ConfirmImpact.None
            && preference <= impact;
    }

    /// <summary>Ends the command if each change needs confirmation and nobody can answer.</summary>
    /// <exception cref="InputException">Nobody can answer.</exception>
    public void ThrowIfUnavailable()
    {
        if (IsWanted() && !CanAnswer)
        {
            throw Unavailable();
        }
    }

    /// <summary>Whether the engine certainly asks no question before the command's changes. What it cannot read as an impact, it takes for its default.</summary>
    public bool IsCertainlyUnwanted() =>
        !IsWanted() && (cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm") || cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact);

    /// <summary>Whether -Confirm and $ConfirmPreference ask before each of the command's changes.</summary>
    public bool IsWanted() => cmdlet.GetType().GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: true } attribute && IsWanted(attribute.ConfirmImpact);

    /// <summary>Asks one question for all changes. An empty line means no; ShouldContinue would take it for a yes.</summary>
    /// <returns>Whether the answer is yes.</returns>
    /// <exception cref="InputException">Nobody can answer.</exception>
    public bool Ask(string question)
    {
        const int Yes = 0;
        const int No = 1;
        return CanAnswer
            ? Answered(() => cmdlet.Host.UI.PromptForChoice(Messages.Get("ShouldProcessCaption"), question, [new(Messages.Get("Choice_Yes")), new(Messages.Get("Choice_No"))], No) == Yes)
            : throw Unavailable();
    }

    /// <summary>Asks with the engine's own question.</summary>
    /// <exception cref="InputException">Nobody can answer.</exception>
    public bool Answered(Func<bool> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException)
        {
            // As with -NonInteractive.
            throw Unavailable();
        }
    }

    private InputException Unavailable() => new(FailureKind.ConfirmationUnavailable, cmdlet.MyInvocation.MyCommand.Name);
}
