using ContactsPS.Testing;

namespace ContactsPS.Tests.Fixtures;

/// <summary>An engine that has imported the module, shared by cases that only read.</summary>
public sealed class ModuleEngine : IDisposable
{
    public HostedEngine Engine { get; } = HostedEngine.WithModule();

    public void Dispose() => Engine.Dispose();
}
