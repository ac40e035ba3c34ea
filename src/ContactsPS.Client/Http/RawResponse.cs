using System.Net;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>A response whose body has arrived; the envelope says what it means. Disposing returns the memory of the body.</summary>
internal sealed class RawResponse(HttpStatusCode status, PooledBody body) : IDisposable
{
    public HttpStatusCode Status { get; } = status;

    public int StatusNumber => (int)Status;

    public ReadOnlySpan<byte> Body => body.Bytes;

    /// <summary>
    /// Whether a body that is not an envelope was meant to be one: a success, or an error that begins like an envelope. Something on the way
    /// has damaged it. A wrong base URI, in contrast, gives a page of HTML with 404.
    /// </summary>
    public bool IsBroken => StatusNumber is >= 200 and < 300 || (StatusNumber is 400 or 404 or 422 && BeginsAsObject);

    /// <summary>How long the service asks us to wait; null if it does not say.</summary>
    public RetryAfter? RetryAfter { get; init; }

    /// <summary>How long a result that was not ready (202) will be kept, from now on; negative if it has expired.</summary>
    public TimeSpan? KeptFor { get; init; }

    /// <summary>The host of a redirect, with scheme and port; null if there is no redirect.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>Redacts the secrets, which the response may echo.</summary>
    public required Redactor Secrets { get; init; }

    /// <summary>From the first byte of the request to the headers of the response.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether an earlier attempt of the same request may have been processed, so that the change may already be made.</summary>
    public bool IsRepeat { get; set; }

    /// <summary>Whether the body begins like an envelope.</summary>
    public bool BeginsAsObject
    {
        get
        {
            foreach (var unit in Body)
            {
                if (unit is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                {
                    return unit == '{';
                }
            }

            return false;
        }
    }

    public void Dispose() => body.Dispose();
}
