using System.Collections;
using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Refuses null, blank text, empty collections, and collections with such an element, because an empty filter or group must not mean everybody.</summary>
internal sealed class ValidateSomeValueAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (!HasValue(arguments))
        {
            throw new ValidationMetadataException(Messages.Get("NeedsSomeValue"));
        }
    }

    private static bool HasValue(object? value) => InputRow.Unwrap(value) switch
    {
        DBNull => false,
        IDictionary table => table.Count > 0,
        IEnumerable list and not string => list.Cast<object?>().Aggregate((bool?)null, (all, item) => all != false && HasValue(item)) == true,
        var one => !InputRow.IsEmpty(one),
    };
}
