using System.Globalization;
using ContactsPS.Sandbox.Api;
using ContactsPS.Sandbox.Faults;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox;

/// <summary>Handles a request from its arrival to its response: rate limit, faults, the API, the log and the delay.</summary>
internal sealed class RequestHandler(SandboxOptions options, ContactsApi api, FaultPlan faults, RequestLog log, CancellationToken stopping)
{
    private readonly RateLimit? rateLimit = options.RequestsPerSecond is { } rate ? new RateLimit(rate, options.TimeProvider) : null;

    public async Task<Reply> HandleAsync(HttpRequest request)
    {
        var isCompressing = !options.Has(SandboxAlternative.Uncompressed);
        var reply = await ReplyAsync(isCompressing ? BodyDecoder.Decode(request) : request);
        if (reply.Delivery == Delivery.Silence)
        {
            options.OnSilence?.Invoke();
        }

        return isCompressing || reply.Response is null ? reply : reply with { Response = reply.Response with { MayCompress = false } };
    }

    private async Task<Reply> ReplyAsync(HttpRequest request)
    {
        var arrived = options.TimeProvider.GetUtcNow();
        log.Begin();
        try
        {
            using var body = new RequestBody(request.Body, options.MaximumBatchSize);
            var (reply, delay) = Decide(request, body);
            var isAnswered = reply.Delivery is Delivery.Whole or Delivery.HalfTheBody or Delivery.HalfAnnounced;

            // Logged before the delay, so that a client that stops waiting can still see that the request was handled.
            log.Add(new SandboxRequest(request.Method, request.Target, isAnswered ? reply.Response?.Status ?? 0 : 0, body.Items, arrived));
            if (delay > TimeSpan.Zero)
            {
                await WaitAsync(delay);
            }

            return reply;
        }
        finally
        {
            // Before the response is sent, so that a client with one request at a time is never counted with two in flight.
            log.End();
        }
    }

    /// <summary>The response, and how long it is delayed.</summary>
    private (Reply Reply, TimeSpan Delay) Decide(HttpRequest request, RequestBody body)
    {
        if (rateLimit?.SecondsToWait() is { } seconds)
        {
            var refused = Envelope.Refused(429, ApiErrors.TooManyRequests());
            return (new Reply(refused.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)), Delivery.Whole), options.Delay);
        }

        if (faults.Next() is not { } fault)
        {
            return (new Reply(api.Answer(request, body), Delivery.Whole), options.Delay);
        }

        if (fault.IsProcessedLate)
        {
            _ = ProcessLateAsync(request);
        }

        var answer = fault.IsProcessed ? api.Answer(request, body) : null;
        return (new Reply(fault.Instead?.Invoke() ?? answer, fault.Delivery), fault.IsSlow ? options.Delay + options.FaultDelay : options.Delay);
    }

    private async Task ProcessLateAsync(HttpRequest request)
    {
        await WaitAsync(options.FaultDelay);
        using var body = new RequestBody(request.Body, options.MaximumBatchSize);
        _ = api.Answer(request, body);
    }

#if NET
    private Task WaitAsync(TimeSpan wait) => Task.Delay(wait, options.TimeProvider, stopping);
#else
    private Task WaitAsync(TimeSpan wait) => options.TimeProvider.Delay(wait, stopping);
#endif
}
