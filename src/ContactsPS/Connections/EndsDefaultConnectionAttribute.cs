using System.Management.Automation;

namespace ContactsPS.Connections;

/// <summary>
/// Removes the default connection as soon as a parameter of Connect-ContactService is read. If its value does not bind, the cmdlet never runs, and the following commands must not use
/// the previous account.
/// </summary>
internal sealed class EndsDefaultConnectionAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        RunspaceState.Of(engineIntrinsics.SessionState).Forget();
        return inputData;
    }
}
