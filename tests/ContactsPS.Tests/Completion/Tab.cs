using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

/// <summary>Tab at the end of a line.</summary>
internal static class Tab
{
    /// <summary>What it offers as values; files, which the engine may offer in their place, are none.</summary>
    public static IReadOnlyList<CompletionResult> Press(HostedEngine engine, string line) =>
    [
        .. ((CommandCompletion)engine.Run("TabExpansion2 $line $line.Length", ("line", line)).ThrowIfFailed().Value!).CompletionMatches
            .Where(match => match.ResultType == CompletionResultType.ParameterValue),
    ];

    /// <summary>What it would insert.</summary>
    public static IReadOnlyList<string> Insert(HostedEngine engine, string line) => [.. Press(engine, line).Select(match => match.CompletionText)];
}
