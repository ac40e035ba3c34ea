using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>How to reach an account of the service. Never printed with its secrets.</summary>
public sealed class ContactsClientOptions
{
    /// <summary>Where MessageFlow serves the API. The same API is sold elsewhere under other hosts.</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.messageflow.com/v2.1");

    private static readonly string DefaultUserAgent = $"ContactsPS.Client/{typeof(ContactsClientOptions).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The base URI, version included; default <see cref="DefaultBaseUri"/>. Plain http is taken for loopback alone.</summary>
    public Uri BaseUri { get; init; } = DefaultBaseUri;

    /// <summary>The application key, sent as the header <c>Application-Key</c>.</summary>
    public required string ApplicationKey { get; init; }

    /// <summary>The authorization token, sent bare as the header <c>Authorization</c>. Any characters but line breaks.</summary>
    public required string AuthorizationToken { get; init; }

    /// <summary>How long one request may take; default 30 seconds; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that failed in passing is sent again; default 4, 0 for never.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>The most requests in flight, over everything that shares the client; default 8.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>The proxy; null for the system's, which is not asked for loopback.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The credentials for the system's proxy; those of <see cref="Proxy"/> are its own. Default none.</summary>
    public ICredentials? ProxyCredentials { get; init; }

    /// <summary>The header <c>User-Agent</c>, products with their versions; default <c>ContactsPS.Client/</c> and the client's version.</summary>
    public string UserAgent { get; init; } = DefaultUserAgent;

    /// <summary>The clock for waits between attempts, timeouts and elapsed times; tests put a fake clock here.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The base URI alone: the key and the token stay out of every text.</summary>
    public override string ToString() => BaseUri.ToString();

    /// <exception cref="ArgumentException">An option is not usable; the message names it and never its secret value.</exception>
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

    /// <summary>As RFC 9110 has it; one line of ASCII.</summary>
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
