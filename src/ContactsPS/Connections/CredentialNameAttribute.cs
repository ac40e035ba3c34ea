using System.Management.Automation;
using System.Management.Automation.Host;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Asks for the password of a typed user name, as other cmdlets do. Null asks for nothing, because connecting must not prompt.</summary>
internal sealed class CredentialNameAttribute : ArgumentTransformationAttribute
{
    private static readonly CredentialAttribute Engine = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string { Length: > 0 } name)
        {
            return inputData;
        }

        try
        {
            return Engine.Transform(engineIntrinsics, name);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new ArgumentTransformationMetadataException(Messages.Get("NobodyHasThePassword"), exception);
        }
    }
}
