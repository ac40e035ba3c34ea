using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>Decides from an exception below HTTP whether the request can have reached the service.</summary>
internal static class TransportFault
{
    private static readonly HashSet<SocketError> NeverConnected =
    [
        SocketError.ConnectionRefused,
        SocketError.HostNotFound,
        SocketError.HostUnreachable,
        SocketError.HostDown,
        SocketError.NetworkUnreachable,
        SocketError.NetworkDown,
        SocketError.NoData,
        SocketError.TryAgain,
        SocketError.AddressNotAvailable,
    ];

    private static readonly HashSet<WebExceptionStatus> NeverSent =
    [
        WebExceptionStatus.ConnectFailure,
        WebExceptionStatus.NameResolutionFailure,
        WebExceptionStatus.ProxyNameResolutionFailure,
        WebExceptionStatus.SecureChannelFailure,
        WebExceptionStatus.TrustFailure,
    ];

    /// <summary>Whether there was no connection, so that nothing was sent.</summary>
    public static bool IsUnreachable(Exception exception) =>
        Causes(exception).Any(cause => cause switch
        {
            SocketException socket => NeverConnected.Contains(socket.SocketErrorCode),
            AuthenticationException => true,
            WebException web => NeverSent.Contains(web.Status),
#if NET
            HttpRequestException http => http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
#endif
            _ => false,
        });

    /// <summary>Whether a retry cannot help: a certificate or the credentials of a proxy do not change by themselves.</summary>
    public static bool IsPermanent(Exception exception) =>
        Causes(exception).Any(cause => cause is RefusedCertificateException || IsRefusedByProxy(cause));

    /// <summary>The innermost message, as a sentence, because it is the one that a reader can act on.</summary>
    public static string Reason(Exception exception) =>
        QuotesAnswer(exception) ? Messages.Get("ResponseIsNotHttp") : PersonalData.Mask(Causes(exception).Last().Message).TrimEnd('.') + ".";

#if NET
    /// <summary>Whether its message contains bytes of the response, which may be anything: an invalid status line, header or chunk.</summary>
    public static bool QuotesAnswer(Exception exception) =>
        Causes(exception).Any(cause => cause is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse });
#else
    /// <summary>Whether its message may contain bytes of the response.</summary>
    public static bool QuotesAnswer(Exception exception) =>
        Causes(exception).Any(cause => cause is WebException { Status: WebExceptionStatus.ServerProtocolViolation });
#endif

#if NET
    private static bool IsRefusedByProxy(Exception cause) => cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired };
#else
    private static bool IsRefusedByProxy(Exception cause) => cause is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } };
#endif

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
