using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Reads the inputs of a cmdlet: piped objects and typed addresses.</summary>
internal static class InputReader
{
    /// <summary>Reads a piped object, with the address from a script block if one was typed.</summary>
    /// <param name="piped">The object from the pipeline.</param>
    /// <param name="number">Its number in the pipeline, from 1.</param>
    /// <param name="typed">The address parameter that was typed; without values if none was.</param>
    /// <param name="computesFields">Whether script blocks read the fields, so that a text needs no address.</param>
    /// <returns>Null for a row of empty cells, such as Excel writes, and for a blank text.</returns>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static ContactInput? Piped(PSObject? piped, long number, AddressParameter typed, bool computesFields)
    {
        var isComputed = typed.Values is [var script] && DelayBindScriptBlock.IsScript(script);
        if ((isComputed || computesFields) && ContactInput.IsValue(piped))
        {
            var target = ContactInput.TargetOf(piped);
            return InputRow.IsEmpty(target) ? null
                : isComputed ? Computed(ContactInput.TypedFields(target, Messages.Get("Row", number), piped), typed)
                : ContactInput.TypedFields(target, Messages.Get("Row", number), piped);
        }

        var input = ContactInput.Read(piped, number);
        if (input is { IsContact: false, Row.HasOnlyEmptyCells: true })
        {
            return null;
        }

        if (typed.Values is not { Length: > 0 } values)
        {
            return input;
        }

        if (values.Length > 1 || !DelayBindScriptBlock.IsScript(values[0]))
        {
            throw InputException.InvalidField(input.Label, typed.Parameter, string.Join(", ", values), Messages.Get("NeedsScriptBlock"));
        }

        return Computed(input, typed);
    }

    /// <summary>Reads a typed address.</summary>
    /// <param name="typed">The parameter.</param>
    /// <param name="value">One of its values.</param>
    /// <param name="all">All address parameters of the cmdlet.</param>
    /// <param name="literal">The typed text of a number in a list.</param>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static ContactInput Typed(AddressParameter typed, object? value, IEnumerable<AddressParameter> all, string? literal)
    {
        var label = $"{typed.Parameter} {value}";
        if (DelayBindScriptBlock.IsScript(value) || InputRow.IsEmpty(value))
        {
            throw InputException.InvalidField(typed.Parameter, typed.Parameter, value, Messages.Get(DelayBindScriptBlock.IsScript(value) ? "NeedsPipedInput" : "NeedsOneValue"));
        }

        if (typed.Field is null && value is string text && text.Any(static letter => !char.IsDigit(letter)) && FindOther(text, all) is { } other)
        {
            // -Id is the positional parameter.
            throw InputException.InvalidField(typed.Parameter, typed.Parameter, value, Messages.Get("NeedsOtherParameter", other));
        }

        if (typed.Field is not null && literal is not null && literal != DataValue.Of(value).ToText())
        {
            throw InputException.InvalidField(typed.Parameter, typed.Parameter, literal, Messages.Get("NeedsQuotes", value));
        }

        return ContactInput.Typed(typed.Read(literal ?? value!, label), value, label);
    }

    /// <summary>The input with the address that a script block computes.</summary>
    private static ContactInput Computed(ContactInput input, AddressParameter typed)
    {
        var value = DelayBindScriptBlock.Evaluate(typed.Values![0], input, typed.Parameter);
        return InputRow.IsEmpty(value)
            ? throw new InputException(FailureKind.NoAddress, input.Label, input.Row is { } row ? string.Join(", ", row.Columns) : "-")
            : ContactInput.Typed(typed.Read(value!, input.Label), input.Target, input.Label, input.Piped);
    }

    /// <summary>The parameter for a text that is not an id.</summary>
    private static string? FindOther(string text, IEnumerable<AddressParameter> all)
    {
        var field = text.Contains('@') ? StandardField.Email : text.All(static letter => char.IsDigit(letter) || letter is '+' or ' ' or '-' or '(' or ')' or '.') ? StandardField.PhoneNumber : StandardField.ExternalId;
        return all.Where(parameter => parameter.Field is not null).OrderByDescending(parameter => parameter.Field == field).Select(parameter => parameter.Parameter).FirstOrDefault();
    }
}
