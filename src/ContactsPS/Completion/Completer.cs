using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContactsPS.Completion;

/// <summary>
/// Completes an argument: with the quotes that were typed, with the session and the connection of the line, and within a second. It offers nothing if that
/// fails, because an error must not appear on a line that is still being typed.
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

    /// <summary>All candidates, whatever was typed.</summary>
    private protected abstract IEnumerable<CompletionCandidate> Candidates(CompletionContext line);
}
