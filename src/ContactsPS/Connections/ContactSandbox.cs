using System.Management.Automation;
using System.Security;
using ContactsPS.Sandbox;

namespace ContactsPS.Connections;

/// <summary>
/// A local contacts service for trying things out. It shows its own credential, which is valid only for it.
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

    /// <summary>Its base URI.</summary>
    public Uri BaseUri => server.BaseUri;

    /// <summary>Its credential: application key and token.</summary>
    public PSCredential Credential { get; }

    /// <summary>The number of its contacts, including archived ones.</summary>
    public int ContactCount => server.Account.Contacts.Count;

    /// <summary>The number of requests it has handled.</summary>
    public int RequestCount => server.RequestCount;

    /// <summary>The most requests in flight at one time.</summary>
    public int MostInFlight => server.MostInFlight;

    /// <summary>The latest requests: method, path, status and number of items.</summary>
    public IReadOnlyList<SandboxRequest> Requests => server.Requests;

    /// <summary>Whether it is running.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Its base URI.</summary>
    public override string ToString() => BaseUri.ToString();

    /// <summary>Stops it; its contacts are lost.</summary>
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
