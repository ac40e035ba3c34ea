using System.Management.Automation;
using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Completion;

/// <summary>Tab at the end of a line.</summary>
internal static class Tab
{
    /// <summary>What it offers as values; files, which the engine may offer in their place, are none.</summary>
    public static IReadOnlyList<CompletionResult> Press(TestShell shell, string line) =>
    [
        .. ((CommandCompletion)shell.Run("TabExpansion2 $line $line.Length", ("line", line)).ThrowIfFailed().Value!).CompletionMatches
            .Where(match => match.ResultType == CompletionResultType.ParameterValue),
    ];

    /// <summary>What it would insert.</summary>
    public static IReadOnlyList<string> Insert(TestShell shell, string line) => [.. Press(shell, line).Select(match => match.CompletionText)];
}
