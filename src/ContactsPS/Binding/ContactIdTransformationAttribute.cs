using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Reads a parameter's id by the module's own rule: PowerShell would make 12 of "1,2". A group stands for its id.</summary>
internal sealed class ContactIdTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return FieldValue.Id(InputRow.Unwrap(inputData) ?? string.Empty, "Parameter", "value");
        }
        catch (InputException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
