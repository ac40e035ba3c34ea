using System.Management.Automation;
using System.Security;
using ContactsPS.Sandbox;

namespace ContactsPS.Connections;

/// <summary>
/// A contacts service of one's own on loopback, for trying things out. It shows its own credential, which opens nothing else;
/// <c>Start-ContactSandbox | Connect-ContactService</c> connects to it.
/// </summary>
public sealed class ContactSandbox : IDisposable
{
    private readonly SandboxServer server;

    internal ContactSandbox(SandboxServer server)
    {
        this.server = server;
        Credential = new PSCredential(server.ApplicationKey, ToSecureString(server.AuthorizationToken));
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseUri => server.BaseUri;

    /// <summary>What it accepts: application key and token.</summary>
    public PSCredential Credential { get; }

    /// <summary>How many contacts it holds, archived ones included.</summary>
    public int ContactCount => server.Account.Contacts.Count;

    /// <summary>How many requests it was sent.</summary>
    public int RequestCount => server.RequestCount;

    /// <summary>The most requests that were in flight at one time.</summary>
    public int MostInFlight => server.MostInFlight;

    /// <summary>The latest requests: method, path, status and number of items.</summary>
    public IReadOnlyList<SandboxRequest> Requests => server.Requests;

    /// <summary>Whether it still answers.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Where it listens.</summary>
    public override string ToString() => BaseUri.ToString();

    /// <summary>Stops it and forgets its contacts.</summary>
    public void Dispose()
    {
        IsRunning = false;
        server.Dispose();
    }

    private static SecureString ToSecureString(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
