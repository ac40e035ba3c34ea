using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>An answer whose body arrived whole; what it means is the envelope's to say. Disposing gives the body's memory back.</summary>
internal sealed class ServiceAnswer(HttpStatusCode status, PooledBody body) : IDisposable
{
    public HttpStatusCode Status { get; } = status;

    public int StatusNumber => (int)Status;

    public ReadOnlySpan<byte> Body => body.Bytes;

    /// <summary>When the service wants to be asked again; null where it does not say.</summary>
    public RetryAfter? RetryAfter { get; init; }

    /// <summary>How long a result that was not ready (202) will be kept, from the answer on; negative where it is gone.</summary>
    public TimeSpan? KeptFor { get; init; }

    /// <summary>From the request's first byte to the answer's head.</summary>
    public TimeSpan Latency { get; init; }

    public void Dispose() => body.Dispose();
}
