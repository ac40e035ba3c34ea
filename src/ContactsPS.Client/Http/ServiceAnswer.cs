using System.Net;

namespace ContactsPS.Client.Http;

/// <summary>An answer whose body arrived whole; what it means is the envelope's to say.</summary>
internal sealed class ServiceAnswer(HttpStatusCode status, byte[] body, RetryAfter? retryAfter, TimeSpan? keptFor)
{
    public HttpStatusCode Status { get; } = status;

    public byte[] Body { get; } = body;

    public RetryAfter? RetryAfter { get; } = retryAfter;

    /// <summary>How long a result that was not ready (202) will be kept, from the answer on; negative where it is gone.</summary>
    public TimeSpan? KeptFor { get; } = keptFor;

    public int StatusNumber => (int)Status;
}
