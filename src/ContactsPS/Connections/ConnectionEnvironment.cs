using System.Management.Automation;
using ContactsPS.Client.Http;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>Connections from environment variables, for containers and CI jobs.</summary>
internal static class ConnectionEnvironment
{
    public const string BaseUriVariable = "CONTACTSPS_BASE_URI";
    public const string ApplicationKeyVariable = "CONTACTSPS_APPLICATION_KEY";
    public const string AuthorizationVariable = "CONTACTSPS_AUTHORIZATION";
    public const string Name = "Environment";

    /// <summary>Whether the environment names an account.</summary>
    public static bool IsSet => Environment.GetEnvironmentVariable(ApplicationKeyVariable) is { Length: > 0 };

    /// <summary>The options in the environment.</summary>
    /// <exception cref="InputException">A required variable is not set, or does not contain a URI.</exception>
    public static ContactsClientOptions Read()
    {
        var key = Environment.GetEnvironmentVariable(ApplicationKeyVariable);
        var token = Environment.GetEnvironmentVariable(AuthorizationVariable);
        return (string.IsNullOrEmpty(key), string.IsNullOrEmpty(token)) switch
        {
            (false, false) => new ContactsClientOptions { ApplicationKey = key!, AuthorizationToken = token!, BaseUri = ReadBaseUri(), UserAgent = ModuleUserAgent.Current },
            (true, true) => throw Missing(string.Empty),
            (true, false) => throw Missing(Messages.Get("NotConnected_Incomplete", ApplicationKeyVariable)),
            (false, true) => throw Missing(Messages.Get("NotConnected_Incomplete", AuthorizationVariable)),
        };
    }

    /// <summary>The runspace's connection from the environment; a new one if the variables have changed.</summary>
    public static ContactConnection Open(RunspaceState state)
    {
        var options = Read();
        var variables = string.Join("\n", options.BaseUri, options.ApplicationKey, options.AuthorizationToken);
        if (state.FromEnvironment is { } existing && string.Equals(existing.Variables, variables, StringComparison.Ordinal))
        {
            return existing.Connection;
        }

        var connection = new ContactConnection(Name, options);
        state.FromEnvironment = (variables, connection);
        return connection;
    }

    private static Uri ReadBaseUri() =>
        Environment.GetEnvironmentVariable(BaseUriVariable) is { Length: > 0 } text
            ? Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new InputException(FailureKind.InvalidConnection, Messages.Get("NotAbsolute", BaseUriVariable))
            : ContactsClientOptions.DefaultBaseUri;

    private static InputException Missing(string what) => new(FailureKind.NotConnected, what);
}
