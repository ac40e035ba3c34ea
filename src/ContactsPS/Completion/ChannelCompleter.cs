using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContactsPS.Completion;

/// <summary>Offers the channels that the service is known to have; others may still be typed.</summary>
public sealed class ChannelCompleter : IArgumentCompleter
{
    internal static readonly IReadOnlyList<string> Channels = ["email", "sms", "push", "all"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Channels.Where(channel => channel.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase)).Select(channel => new CompletionResult(channel));
}
