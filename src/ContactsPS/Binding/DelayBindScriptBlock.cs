using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>
/// Parameters that take a value for all rows or a script block for each (<c>-FirstName { $_.FirstName.Trim() }</c>). PowerShell's delayed
/// binding does this only for parameters that also bind by property name, which is wrong here; so the module calls the script block itself.
/// </summary>
internal static class DelayBindScriptBlock
{
    public static bool IsScript(object? value) => InputRow.Unwrap(value) is ScriptBlock;

    /// <summary>The value, or what the script block makes of the row; null where it makes nothing.</summary>
    /// <exception cref="InputException">The script block fails, or there is no row.</exception>
    public static object? Evaluate(object? value, PSObject? piped, string where, string parameter)
    {
        value = InputRow.Unwrap(value);
        if (value is not ScriptBlock script)
        {
            return value;
        }

        if (piped is null)
        {
            throw InputException.InvalidField(where, parameter, script, Messages.Get("NeedsPipedInput"));
        }

        try
        {
            var results = Invoke(script, piped);
            return results.Count switch
            {
                0 => null,
                1 => InputRow.Unwrap(results[0]),
                _ => results.Select(result => InputRow.Unwrap(result)).ToArray(),
            };
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw InputException.InvalidField(where, parameter, script, Messages.Get("ScriptFailed", EngineError.Reason(exception)));
        }
    }

    /// <summary>The columns that a script block reads as <c>$_.Column</c>, so that they count as claimed.</summary>
    public static IEnumerable<string> ColumnsRead(object? value) =>
        InputRow.Unwrap(value) is object[] several ? several.SelectMany(ColumnsRead)
        : InputRow.Unwrap(value) is ScriptBlock script
            ? script.Ast.FindAll(node => node is MemberExpressionAst { Expression: VariableExpressionAst { VariablePath.UserPath: "_" or "PSItem" } }, searchNestedScriptBlocks: true)
                .Select(node => ((MemberExpressionAst)node).Member)
                .OfType<StringConstantExpressionAst>()
                .Select(member => member.Value)
            : [];

    private static Collection<PSObject?> Invoke(ScriptBlock script, PSObject piped) =>
        script.InvokeWithContext(functionsToDefine: null, [new PSVariable("_", piped), new PSVariable("PSItem", piped)])!;
}
