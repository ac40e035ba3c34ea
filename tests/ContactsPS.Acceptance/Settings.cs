using ContactsPS.Acceptance.Api;

namespace ContactsPS.Acceptance;

/// <summary>The settings from the environment: the service, and whether the run may write to it.</summary>
internal sealed record Settings(Uri BaseUri, Credentials Credentials)
{
    public const string BaseUriName = "CONTACTSPS_BASE_URI";
    public const string KeyName = "CONTACTSPS_APPLICATION_KEY";
    public const string AuthorizationName = "CONTACTSPS_AUTHORIZATION";
    public const string MayWriteName = "CONTACTSPS_ACCEPTANCE_MAY_WRITE";
    public const string AccountName = "CONTACTSPS_ACCEPTANCE_ACCOUNT";

    private const string Yes = "yes";
    private const int ShownOfKey = 4;

    /// <summary>The address of fact F1.</summary>
    public static Uri VendorsUri { get; } = new("https://api.messageflow.com/v2.1");

    public bool IsVendorsHost => BaseUri.AbsoluteUri.TrimEnd('/') == VendorsUri.AbsoluteUri;

    /// <summary>The kind of the address, without the address.</summary>
    public string Target => BaseUri.IsLoopback ? "loopback" : IsVendorsHost ? "the vendor's address" : "another address";

    /// <summary>Reads the environment variables.</summary>
    /// <param name="variable">The value of a variable; null if it is not set.</param>
    /// <returns>The settings, or the reason why they are invalid.</returns>
    public static (Settings? Settings, string? Problem) Read(Func<string, string?> variable, bool write)
    {
        var (key, authorization, address) = (variable(KeyName), variable(AuthorizationName), variable(BaseUriName));
        if (key is not { Length: > 0 } || authorization is not { Length: > 0 })
        {
            return (null, $"Set {KeyName} and {AuthorizationName} to the credentials of the account.");
        }

        if ((key + authorization).Any(char.IsControl))
        {
            return (null, $"{KeyName} or {AuthorizationName} contains a line break or another control character.");
        }

        Uri? uri = VendorsUri;
        if (address is { Length: > 0 } && !(Uri.TryCreate(address, UriKind.Absolute, out uri) && uri is { Query: "", Fragment: "", UserInfo: "" } && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            return (null, $"{BaseUriName} must be an https address without a query. On loopback, http is allowed too.");
        }

        return write && !uri.IsLoopback && (variable(MayWriteName) != Yes || variable(AccountName) != End(key))
            ? (null, $"Writing to anything but loopback needs two variables: {MayWriteName}={Yes} says that this account may be written to, and {AccountName} names it by the last {ShownOfKey} characters of its application key.")
            : (new Settings(uri, new Credentials(key, authorization)), null);
    }

    private static string End(string key) => key.Length > ShownOfKey ? key[^ShownOfKey..] : key;
}
