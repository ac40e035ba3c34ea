using System.Management.Automation;
using System.Net;

namespace ContactsPS.Testing;

/// <summary>What Connect-ContactService is told; what is left alone is the cmdlet's own default.</summary>
internal sealed record EngineConnection(Uri BaseUri, string ApplicationKey, string AuthorizationToken)
{
    public int ThrottleLimit { get; init; } = 8;

    public int TimeoutSec { get; init; } = 30;

    public int MaximumRetryCount { get; init; } = 4;

    public PSCredential Credential => new(ApplicationKey, new NetworkCredential(string.Empty, AuthorizationToken).SecurePassword);
}
