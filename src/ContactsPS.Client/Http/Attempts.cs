using System.Diagnostics;

namespace ContactsPS.Client.Http;

/// <summary>How a request fared so far.</summary>
/// <param name="request">The request.</param>
/// <param name="trace">Is told of what happens.</param>
internal sealed class Attempts(ServiceRequest request, Action<RequestTrace>? trace)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public ServiceRequest Request { get; } = request;

    /// <summary>The present attempt, from 1.</summary>
    public int Number { get; set; } = 1;

    /// <summary>Whether the service may have processed it, as far as is known.</summary>
    public bool MayBeProcessed { get; set; }

    /// <summary>Since the first attempt.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    public void Trace(string line) => trace?.Invoke(new RequestTrace(line));
}
