using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Refuses a connection from another process, which has no token, and says what to do.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string Deserialized = $"Deserialized.{typeof(ContactConnection).FullName}";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject { BaseObject: not ContactConnection } copy && copy.TypeNames.Contains(Deserialized)
            ? throw new ArgumentTransformationMetadataException(Messages.Get("ConnectionOfAnotherProcess"))
            : inputData;
}
