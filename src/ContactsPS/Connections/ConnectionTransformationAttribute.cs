using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Says what to do if a connection came from another process: what is left of it there has no token.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string Deserialized = $"Deserialized.{typeof(ContactConnection).FullName}";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject { BaseObject: not ContactConnection } copy && copy.TypeNames.Contains(Deserialized)
            ? throw new ArgumentTransformationMetadataException(Messages.Get("ConnectionOfAnotherProcess"))
            : inputData;
}
