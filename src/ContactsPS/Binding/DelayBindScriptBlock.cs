using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// Parameters that take one value for all rows or a script block (<c>-FirstName { $_.FirstName.Trim() }</c>). PowerShell's delayed
/// binding works only for parameters that also bind by property name, which is wrong here, so the module calls the script block itself.
/// </summary>
internal static class DelayBindScriptBlock
{
    private static readonly string[] OfNativePrograms = ["NativeCommandError", "NativeCommandErrorMessage"];

    private const string Preference = "ErrorActionPreference";

    private static readonly ConditionalWeakTable<ScriptBlock, StrongBox<bool>> CallsCommands = new();

    [ThreadStatic]
    private static ScriptBlock? runner;

    public static bool IsScript(object? value) => InputRow.Unwrap(value) is ScriptBlock;

    /// <summary>The value, or the result of the script block for the row; null if it returns nothing.</summary>
    /// <exception cref="InputException">The script block writes an error, or there is no row.</exception>
    public static object? Evaluate(object? value, ContactInput input, string parameter)
    {
        value = InputRow.Unwrap(value);
        if (value is not ScriptBlock script)
        {
            return value;
        }

        if (input.Subject is not { } subject)
        {
            throw InputException.InvalidField(input.Label, parameter, script, Messages.Get("NeedsPipedInput"));
        }

        try
        {
            var results = Invoke(script, subject).Where(static result => !IsOutputOfNativeProgram(result)).ToList();
            return results.Find(static result => result?.BaseObject is ErrorRecord) is { } error
                ? throw Failed(script, input, parameter, (ErrorRecord)error.BaseObject)
                : results.Count switch
                {
                    0 => null,
                    1 => InputRow.Unwrap(results[0]) is var only && only is string text && input is { Piped: not null, Row: not null, IsContact: false } ? FormulaInjectionGuard.Restored(text) : only,
                    _ => results.ConvertAll(InputRow.Unwrap).ToArray(),
                };
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw Failed(script, input, parameter, (exception is MethodInvocationException { InnerException: RuntimeException own } ? own : exception).ErrorRecord);
        }
    }

    /// <summary>The columns that a script block reads as <c>$_.Column</c>, so that they count as used.</summary>
    public static IEnumerable<string> ColumnsRead(object? value) => InputRow.Unwrap(value) switch
    {
        object?[] list => list.SelectMany(ColumnsRead),
        ScriptBlock script => script.Ast.FindAll(node => node is MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "_" or "PSItem" } }, searchNestedScriptBlocks: true)
            .Select(node => ((MemberExpressionAst)node).Member)
            .OfType<StringConstantExpressionAst>()
            .Select(member => member.Value),
        _ => [],
    };

    /// <summary>
    /// Runs the block so that no error in it is lost, even if the session hides errors. A block without calls ends at its first error; errors of called commands are among the results,
    /// because a function of a module may continue after an error, whatever the preference.
    /// </summary>
    private static Collection<PSObject?> Invoke(ScriptBlock script, PSObject piped)
    {
        List<PSVariable> variables = [new("_", piped), new("PSItem", piped)];
        if (!CallsCommands.GetValue(script, static block => new(FindsCommands(block))).Value)
        {
            return script.InvokeWithContext(functionsToDefine: null, [.. variables, new(Preference, ActionPreference.Stop)])!;
        }

        runner ??= ScriptBlock.Create($"$args[0].InvokeWithContext($null, $args[1 + (${Preference} -eq 'Stop')]) 2>&1");
        return runner.Invoke(script, new List<PSVariable>([.. variables, new(Preference, ActionPreference.Continue)]), variables)!;
    }

    private static bool FindsCommands(ScriptBlock script) => script.Ast.Find(
        node => node is CommandAst || (node is VariableExpressionAst { VariablePath.UserPath: var name } && name.EndsWith(Preference, StringComparison.OrdinalIgnoreCase)),
        searchNestedScriptBlocks: true) is not null;

    // A program that writes to its error stream has not necessarily failed.
    private static bool IsOutputOfNativeProgram(PSObject? result) =>
        result?.BaseObject is ErrorRecord error && Array.IndexOf(OfNativePrograms, error.FullyQualifiedErrorId) >= 0;

    private static InputException Failed(ScriptBlock script, ContactInput input, string parameter, ErrorRecord error)
    {
        var row = input.Row;
        var read = ColumnsRead(script).Distinct(StringComparer.OrdinalIgnoreCase).Where(column => row?.Has(column) == true).Select(column => Messages.Get("CellWas", column, InputException.Quoted(row!.Cell(column))));
        return InputException.InvalidField(input.Label, parameter, script, string.Join("; ", read.Prepend(Messages.Get("ScriptFailed", EngineError.Reason(error)))));
    }
}
