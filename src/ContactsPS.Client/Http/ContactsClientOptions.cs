using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>How to reach an account of the service. Its secrets are never printed.</summary>
public sealed class ContactsClientOptions
{
    /// <summary>The address of MessageFlow. The same API is sold under other names and hosts (F1 of docs/service.md).</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.messageflow.com/v2.1");

    private static readonly string DefaultUserAgent = $"ContactsPS.Client/{typeof(ContactsClientOptions).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The base URI including the version; default <see cref="DefaultBaseUri"/>. Plain http is allowed only for loopback.</summary>
    public Uri BaseUri { get; init; } = DefaultBaseUri;

    /// <summary>The application key, sent as the header <c>Application-Key</c>.</summary>
    public required string ApplicationKey { get; init; }

    /// <summary>The authorization token, sent as the header <c>Authorization</c> without a scheme. Any characters except line breaks.</summary>
    public required string AuthorizationToken { get; init; }

    /// <summary>The time limit of one request; default 30 seconds; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is retried after a transient failure; default 4, 0 for never.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>The most requests in flight, for everything that shares the client; default 8.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>The proxy; default null: the system's proxy, which is not used for loopback.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The credentials for the system's proxy; <see cref="Proxy"/> has credentials of its own. Default none.</summary>
    public ICredentials? ProxyCredentials { get; init; }

    /// <summary>The header <c>User-Agent</c>: products with their versions; default <c>ContactsPS.Client/</c> and the client's version.</summary>
    public string UserAgent { get; init; } = DefaultUserAgent;

    /// <summary>The clock for waits, timeouts and elapsed times; tests use a fake clock.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Only the base URI, so that no text contains the key or the token.</summary>
    public override string ToString() => BaseUri.ToString();

    /// <exception cref="ArgumentException">An option is not valid. The message names the option, never its secret value.</exception>
    internal void Validate()
    {
        Validate(
            BaseUri.IsAbsoluteUri && (BaseUri.Scheme == Uri.UriSchemeHttps || (BaseUri.Scheme == Uri.UriSchemeHttp && BaseUri.IsLoopback)),
            "BaseUriNeedsHttps");
        Validate(
            BaseUri.Query.Length == 0 && BaseUri.Fragment.Length == 0 && BaseUri.UserInfo.Length == 0,
            "BaseUriHasMore");
        Validate(
            Proxy is null || BaseUri.Scheme == Uri.UriSchemeHttps || Proxy.GetProxy(BaseUri) is not { IsLoopback: false },
            "ProxyNeedsHttps");
        Validate(
            Proxy is not WebProxy { Address.UserInfo.Length: > 0 },
            "ProxyHasUser");
        ValidateHeader(ApplicationKey, "ApplicationKey");
        ValidateHeader(AuthorizationToken, "AuthorizationToken");
        Validate(IsUserAgent(UserAgent), "UserAgentIsInvalid");
        Validate(ThrottleLimit >= 1, "NeedsThrottleLimit");
        Validate(MaximumRetryCount >= 0, "NeedsRetryCount");
        Validate(Timeout > TimeSpan.Zero || Timeout == System.Threading.Timeout.InfiniteTimeSpan, "NeedsTimeout");
    }

    /// <summary>As in RFC 9110; one line of ASCII.</summary>
    private static bool IsUserAgent(string? value)
    {
        using var message = new HttpRequestMessage();
        return value is not null && value.All(static c => c is >= ' ' and <= '~') && message.Headers.UserAgent.TryParseAdd(value) && message.Headers.UserAgent.Count > 0;
    }

    private static void ValidateHeader(string? value, string name)
    {
        Validate(!string.IsNullOrWhiteSpace(value), "HeaderIsEmpty", name);
        Validate(value!.All(c => !char.IsControl(c)), "HeaderHasControl", name);
        Validate(value!.All(c => c < 128), "HeaderIsNotAscii", name);
    }

    private static void Validate(bool holds, string otherwise, string? header = null)
    {
        if (!holds)
        {
#pragma warning disable MA0015 // the sentence names the option in its reader's words; a parameter's name would be appended to it
            throw new ArgumentException(Messages.Get(otherwise, header is null ? null : Messages.Get(header)));
#pragma warning restore MA0015
        }
    }
}
