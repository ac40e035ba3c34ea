using System.Net;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>An answer whose body arrived whole; what it means is the envelope's to say. Disposing gives the body's memory back.</summary>
internal sealed class RawResponse(HttpStatusCode status, PooledBody body) : IDisposable
{
    public HttpStatusCode Status { get; } = status;

    public int StatusNumber => (int)Status;

    public ReadOnlySpan<byte> Body => body.Bytes;

    /// <summary>
    /// Whether what did not read as an envelope was meant for one: a success, whatever stands in it, or a refusal that begins as an envelope does. Something on the way
    /// has broken it. A page of HTML with 404 is what a wrong base URI gives.
    /// </summary>
    public bool IsBroken => StatusNumber is >= 200 and < 300 || (StatusNumber is 400 or 404 or 422 && BeginsAsObject);

    /// <summary>When the service wants to be asked again; null where it does not say.</summary>
    public RetryAfter? RetryAfter { get; init; }

    /// <summary>How long a result that was not ready (202) will be kept, from the answer on; negative where it is gone.</summary>
    public TimeSpan? KeptFor { get; init; }

    /// <summary>The host that a redirect leads to, with scheme and port; null where there is none.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>What must not be shown even where the answer holds it.</summary>
    public required Redactor Secrets { get; init; }

    /// <summary>From the request's first byte to the answer's head.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether an earlier attempt of the same request may have been processed: what was asked for may then be done already.</summary>
    public bool IsRepeat { get; set; }

    /// <summary>Whether the body begins as an envelope does.</summary>
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
