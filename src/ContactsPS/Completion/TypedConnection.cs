using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContactsPS.Binding;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>
/// The connection that a line will use when it is run. If the typed one is not known yet, the result is null: the names of another account would be
/// worse than no names.
/// </summary>
internal sealed class TypedConnection(CompletionContext line, CommandAst command)
{
    private const string Parameter = "Connection";
    private const string Shortest = "Conn";

    public ContactConnection? Find()
    {
        if (line.ValueOf(Parameter) is { } known)
        {
            return known as ContactConnection;
        }

        if (Argument() is { } typed)
        {
            return ValueOf(typed) as ContactConnection;
        }

        if (Splatted() is { } splatted)
        {
            return InputRow.Unwrap(splatted[Parameter]) as ContactConnection;
        }

        var preset = Preset();
        if (preset.Length > 0)
        {
            return preset.Length == 1 ? InputRow.Unwrap(preset[0]) as ContactConnection : null;
        }

        return line.Runspace.Default;
    }

    private ExpressionAst? Argument()
    {
        var elements = command.CommandElements;
        var position = elements.ToList().FindIndex(element => element is CommandParameterAst { ParameterName: var name }
            && name.Length >= Shortest.Length && Parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return position < 0 ? null
            : (elements[position] as CommandParameterAst)?.Argument ?? elements.ElementAtOrDefault(position + 1) as ExpressionAst;
    }

    private IDictionary? Splatted() =>
        command.CommandElements.OfType<VariableExpressionAst>().Where(variable => variable.Splatted)
            .Select(ValueOf).OfType<IDictionary>().FirstOrDefault(values => values.Contains(Parameter));

    /// <summary>The value of the parameter in $PSDefaultParameterValues, which the engine applies to a line but not to a completer.</summary>
    private object?[] Preset()
    {
        var values = InputRow.Unwrap(line.Session.PSVariable.GetValue("PSDefaultParameterValues")) as IDictionary;
        return values is null || LanguagePrimitives.IsTrue(values["Disabled"]) ? []
            : [.. values.Keys.OfType<string>().Where(IsForConnection).Select(key => values[key])];
    }

    private bool IsForConnection(string key) =>
        key.Split(':') is [var commands, var parameter]
        && Parameter.Equals(parameter.Trim(), StringComparison.OrdinalIgnoreCase)
        && WildcardPattern.Get(commands.Trim(), WildcardOptions.IgnoreCase).IsMatch(line.CommandName);

    private object? ValueOf(ExpressionAst expression) => expression switch
    {
        UsingExpressionAst used => ValueOf(used.SubExpression),
        VariableExpressionAst variable => InputRow.Unwrap(line.Session.PSVariable.GetValue(variable.VariablePath.UserPath)),
        _ => null,
    };
}
