using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Reads a date parameter by the module's own rule: PowerShell would read "01.02.2024" as January 2.</summary>
internal sealed class ContactDateTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return FieldValue.Date(InputRow.Unwrap(inputData) ?? string.Empty, "Parameter", "value");
        }
        catch (InputException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
