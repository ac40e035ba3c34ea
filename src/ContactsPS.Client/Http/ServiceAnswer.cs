using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>An answer whose body arrived whole; what it means is the envelope's to say.</summary>
internal sealed class ServiceAnswer(HttpStatusCode status, byte[] body, RetryAfter? retryAfter, DateTimeOffset? expires)
{
    public HttpStatusCode Status { get; } = status;

    public byte[] Body { get; } = body;

    public RetryAfter? RetryAfter { get; } = retryAfter;

    /// <summary>When a result that was not ready (202) will no longer be kept.</summary>
    public DateTimeOffset? Expires { get; } = expires;

    public int StatusNumber => (int)Status;
}
