using System.Management.Automation;
using System.Net;

namespace ContactsPS.Testing;

/// <summary>Arguments of Connect-ContactService; other parameters keep their defaults.</summary>
internal sealed record EngineConnection(Uri BaseUri, string ApplicationKey, string AuthorizationToken)
{
    public int ThrottleLimit { get; init; } = 8;

    public int TimeoutSec { get; init; } = 30;

    public int MaximumRetryCount { get; init; } = 4;

    public PSCredential Credential => new(ApplicationKey, new NetworkCredential(string.Empty, AuthorizationToken).SecurePassword);
}
