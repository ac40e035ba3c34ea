using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContactsPS.Binding;

/// <summary>
/// The text of a number that was typed as an argument: 007 is not 7. The engine keeps the text of a single number in its wrapper; for numbers in a list, only the
/// statement has it.
/// </summary>
internal static class TypedLiteral
{
    /// <summary>The text of a single typed number; any other value is returned as it is.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="parameter">The parameter, such as <c>-ExternalId</c>.</param>
    /// <param name="value">Its value.</param>
    public static object? TextOf(InvocationInfo invocation, string parameter, object? value)
    {
        var number = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (number is not (ValueType and IFormattable))
        {
            return value;
        }

        // The engine keeps the text only if it differs from the number's own; otherwise only the statement shows that it was typed.
        return value is PSObject typed && typed.ToString() is var text && text != new PSObject(number).ToString() ? text
            : number is double or decimal && ElementsOf(invocation, parameter) is [ConstantExpressionAst constant] && Equals(constant.Value, number) ? constant.Extent.Text
            : value;
    }

    /// <summary>The text of each number in a typed list; null for other elements, and if the statement does not show the list.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="parameter">The parameter, such as <c>-ExternalId</c>.</param>
    /// <param name="values">Its values.</param>
    public static IReadOnlyList<string?> NumbersOf(InvocationInfo invocation, string parameter, object?[] values)
    {
        var elements = values.Length > 1 && Array.Exists(values, static value => value is ValueType) ? ElementsOf(invocation, parameter) : [];
        return elements.Count == values.Length
            ? elements.Zip(values, static (element, value) => element is ConstantExpressionAst constant && Equals(constant.Value, value) && value is not string ? constant.Extent.Text : null).ToList()
            : new string?[values.Length];
    }

    private static IReadOnlyList<ExpressionAst> ElementsOf(InvocationInfo invocation, string parameter)
    {
        var command = (CommandAst?)Parser.ParseInput(StatementOf(invocation), out _, out _).Find(static node => node is CommandAst, searchNestedScriptBlocks: false);
        for (var i = 1; i < command?.CommandElements.Count; i++)
        {
            if (command.CommandElements[i] is CommandParameterAst typed && parameter.StartsWith($"-{typed.ParameterName}", StringComparison.OrdinalIgnoreCase))
            {
                return ElementsOf(typed.Argument ?? (i + 1 < command.CommandElements.Count ? command.CommandElements[i + 1] : null));
            }
        }

        return [];
    }

    private static IReadOnlyList<ExpressionAst> ElementsOf(Ast? argument) => argument switch
    {
        ArrayLiteralAst list => list.Elements,
        ConstantExpressionAst single => [single],
        ArrayExpressionAst { SubExpression.Statements: [var only] } => ElementsOf(only),
        ParenExpressionAst nested => ElementsOf(nested.Pipeline),
        PipelineAst { PipelineElements: [CommandExpressionAst expression] } => ElementsOf(expression.Expression),
        _ => [],
    };

    /// <summary>The command as it was typed. Windows PowerShell has only its first line.</summary>
    private static string StatementOf(InvocationInfo invocation) =>
        invocation.GetType().GetProperty("Statement")?.GetValue(invocation) as string is { Length: > 0 } statement ? statement
        : invocation.OffsetInLine > 0 && invocation.OffsetInLine <= invocation.Line.Length ? invocation.Line.Substring(invocation.OffsetInLine - 1)
        : string.Empty;
}
