using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>A parameter for addresses, with its typed values: ids or texts, or one script block.</summary>
internal readonly record struct AddressParameter(StandardField? Field, string Parameter, object?[]? Values)
{
    /// <summary>Reads one value of the parameter.</summary>
    /// <exception cref="Errors.InputException">It breaks the parameter's rule.</exception>
    public ContactAddress Read(object value, InputLabel label) =>
        Field is null
            ? ContactAddress.OfId(FieldValue.Id(value, label, Parameter))
            : ContactAddress.Of(Field, (string)FieldValue.Of(Field, value, label, Parameter));
}
