using System.Collections;
using System.Management.Automation.Language;
using ContactsPS.Binding;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>
/// The connection that a line will use when it is run. One that is typed and cannot be known yet is none: the names of another account would be
/// worse than no names.
/// </summary>
internal sealed class TypedConnection(TypedLine line, CommandAst command)
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

        var runspace = line.Runspace;
        return runspace.Default ?? ConnectionEnvironment.Open(runspace);
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

    private object? ValueOf(ExpressionAst expression) => expression switch
    {
        UsingExpressionAst used => ValueOf(used.SubExpression),
        VariableExpressionAst variable => InputRow.Unwrap(line.Session.PSVariable.GetValue(variable.VariablePath.UserPath)),
        _ => null,
    };
}
