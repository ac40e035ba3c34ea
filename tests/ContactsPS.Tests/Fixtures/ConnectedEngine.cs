using ContactsPS.Testing;

namespace ContactsPS.Tests.Fixtures;

/// <summary>An engine that is connected to a sandbox, shared by cases that only read.</summary>
public sealed class ConnectedEngine : IDisposable
{
    public HostedEngine Engine { get; } = HostedEngine.Connected();

    public void Dispose() => Engine.Dispose();
}
