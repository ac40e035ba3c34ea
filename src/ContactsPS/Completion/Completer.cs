using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContactsPS.Completion;

/// <summary>
/// Answers a Tab: quoted as was begun, with the session and the connection that the line names, within a second, and with nothing at all where
/// that cannot be had. An error has no place on a line that is still being typed.
/// </summary>
public abstract class Completer : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var word = new CompletionWord(wordToComplete);
            var line = new CompletionContext(commandName, parameterName, commandAst, fakeBoundParameters);
            return [.. Candidates(line).Where(candidate => candidate.IsMeantBy(word)).Select(candidate => candidate.ToResult(word))];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Everything that may stand there, whatever was typed of it.</summary>
    private protected abstract IEnumerable<CompletionCandidate> Candidates(CompletionContext line);
}
