using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

/// <summary>Completes the end of a line.</summary>
internal static class Tab
{
    /// <summary>The candidates that are values, without the files that the engine may offer.</summary>
    public static IReadOnlyList<CompletionResult> Press(HostedEngine engine, string line) =>
    [
        .. ((CommandCompletion)engine.Run("TabExpansion2 $line $line.Length", ("line", line)).ThrowIfFailed().Value!).CompletionMatches
            .Where(match => match.ResultType == CompletionResultType.ParameterValue),
    ];

    /// <summary>The texts that are inserted.</summary>
    public static IReadOnlyList<string> Insert(HostedEngine engine, string line) => [.. Press(engine, line).Select(match => match.CompletionText)];
}
