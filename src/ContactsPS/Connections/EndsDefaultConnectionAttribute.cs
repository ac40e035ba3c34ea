using System.Management.Automation;

namespace ContactsPS.Connections;

/// <summary>
/// Leaves no default connection as soon as a parameter of Connect-ContactService is read: if its value does not bind, the cmdlet never runs, and what follows must not go
/// to the account of before.
/// </summary>
internal sealed class EndsDefaultConnectionAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        RunspaceState.Of(engineIntrinsics.SessionState).Forget();
        return inputData;
    }
}
