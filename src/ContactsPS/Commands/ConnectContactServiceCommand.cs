using System.Management.Automation;
using System.Net;
using System.Security;
using ContactsPS.Client.Http;
using ContactsPS.Completion;
using ContactsPS.Connections;
using ContactsPS.Errors;

namespace ContactsPS.Commands;

/// <summary>
/// Makes a connection, which becomes the session's default. Sends nothing (Test-ContactConnection does) and never prompts. If it fails,
/// there is no default, so that the following commands do not use another account.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "ContactService", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(ContactConnection))]
public sealed class ConnectContactServiceCommand : PSCmdlet
{
    private const string CredentialSet = "Credential";
    private const string TokenSet = "Token";
    private const string SecretSet = "Secret";
    private const string EnvironmentSet = "Environment";

    /// <summary>The credential: user name = application key, password = authorization token.</summary>
    [Parameter(Position = 0, ParameterSetName = CredentialSet, ValueFromPipelineByPropertyName = true)]
    [CredentialName]
    [EndsDefaultConnection]
    public PSCredential? Credential { get; set; }

    /// <summary>The application key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [ValidateNotNullOrEmpty]
    [EndsDefaultConnection]
    public string? ApplicationKey { get; set; }

    /// <summary>The authorization token.</summary>
    [Parameter(ParameterSetName = TokenSet)]
    [EndsDefaultConnection]
    public SecureString? AuthorizationToken { get; set; }

    /// <summary>The name of a PSCredential in SecretManagement.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [ArgumentCompleter(typeof(SecretCompleter))]
    [ValidateNotNullOrEmpty]
    [EndsDefaultConnection]
    public string? Secret { get; set; }

    /// <summary>The vault of the secret; default all registered vaults.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    [ArgumentCompleter(typeof(SecretCompleter))]
    [ValidateNotNullOrEmpty]
    [EndsDefaultConnection]
    public string? Vault { get; set; }

    /// <summary>Reads CONTACTSPS_APPLICATION_KEY, CONTACTSPS_AUTHORIZATION and CONTACTSPS_BASE_URI.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    [EndsDefaultConnection]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>The base URI of the service, including the version.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [EndsDefaultConnection]
    public Uri? BaseUri { get; set; }

    /// <summary>The name of the connection.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EndsDefaultConnection]
    public string Name { get; set; } = "Default";

    /// <summary>The time limit of one request, in seconds; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    [EndsDefaultConnection]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a request is retried after a transient failure.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [EndsDefaultConnection]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>The most requests in flight.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    [EndsDefaultConnection]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The proxy; default the system's, which is not used for a service on this machine.</summary>
    [Parameter]
    [EndsDefaultConnection]
    public Uri? Proxy { get; set; }

    /// <summary>The credential for the proxy, either -Proxy or the system's.</summary>
    [Parameter]
    [CredentialName]
    [EndsDefaultConnection]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Writes the connection.</summary>
    [Parameter]
    [EndsDefaultConnection]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RunspaceState.Of(SessionState).Forget();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connection = Connect();
        RunspaceState.Of(SessionState).Add(connection);
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    private ContactConnection Connect()
    {
        try
        {
            var (key, token, baseUri) = ReadAccount();
            return new ContactConnection(Name, new ContactsClientOptions
            {
                ApplicationKey = key,
                AuthorizationToken = token,
                BaseUri = BaseUri ?? baseUri,
                Timeout = TimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec),
                MaximumRetryCount = MaximumRetryCount,
                ThrottleLimit = ThrottleLimit,
                Proxy = Proxy is null ? null : new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() },
                ProxyCredentials = ProxyCredential?.GetNetworkCredential(),
                UserAgent = ModuleUserAgent.Current,
            });
        }
        catch (InputException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, null).Record);
            throw;
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(FailureKind.InvalidConnection, BaseUri, exception.Message).Record);
            throw;
        }
    }

    private (string Key, string Token, Uri BaseUri) ReadAccount()
    {
        switch (ParameterSetName)
        {
            case TokenSet:
                return (ApplicationKey!, PlainText(AuthorizationToken), ContactsClientOptions.DefaultBaseUri);
            case EnvironmentSet:
                var options = ConnectionEnvironment.Read();
                return (options.ApplicationKey, options.AuthorizationToken, options.BaseUri);
            default:
                var credential = ParameterSetName == SecretSet ? SecretVault.Read(this, Secret!, Vault) : Credential;
                return (credential?.UserName ?? string.Empty, PlainText(credential?.Password), ContactsClientOptions.DefaultBaseUri);
        }
    }

    private static string PlainText(SecureString? secure) => new NetworkCredential(string.Empty, secure).Password;
}
