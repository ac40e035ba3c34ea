using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ContactsPS.Client.Http;

/// <summary>Tells, of an exception below HTTP, whether the request can have reached the service.</summary>
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
            _ => false,
        });

    /// <summary>The innermost message, as a sentence: the one that says what a reader can act on.</summary>
    public static string Reason(Exception exception) => Redaction.Mask(Causes(exception).Last().Message).TrimEnd('.') + ".";

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
