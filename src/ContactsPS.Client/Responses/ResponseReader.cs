using System.Net;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Responses;

/// <summary>Turns the status and the bytes of a response into a response of the service, or into one exception.</summary>
internal static class ResponseReader
{
    /// <summary>Reads a response.</summary>
    /// <returns>The response to a request that the service understood: 2xx, and 400, 404 and 422 with an envelope.</returns>
    /// <exception cref="ContactsException">Any other response.</exception>
    public static ServiceResponse<T> Read<T>(ServiceRequest request, RawResponse answer, IItemReader<T> items)
        where T : class
    {
        var envelope = TryParse(answer.Body, items, request.MaximumItems, out var flaw);
        var errors = ErrorsOf(envelope).ConvertAll(error => error.Redacted(answer.Secrets));
        var uniqId = answer.Secrets.Redact(envelope?.UniqId);

        // 404 with an envelope means that nothing was found (F5 of docs/service.md); 404 without one is assumed not to come from the service (F7).
        if (answer.StatusNumber is (>= 200 and < 300) or 400 or 404 or 422 && envelope is not null)
        {
            return new ServiceResponse<T>(answer.Status, envelope.Data, errors, uniqId) { IsRepeat = answer.IsRepeat, Request = request };
        }

        if (request.IsAboutMany && errors.Count > 0)
        {
            var rows = Redactor.OfPersons(JsonText.AllOf(request.Body ?? []));
            errors = errors.ConvertAll(error => error.Redacted(rows));
        }

        var (failure, reason) = Judge(request, answer, flaw);
        var said = errors.Count > 0 ? Messages.Get("ServiceSays", errors[0]) : string.Empty;
        throw new ContactsException(failure, $"{request}: {reason}{said}", answer.Status, errors, uniqId) { MessageForLogs = $"{request}: {reason}" };
    }

    private static (ContactsFailure Failure, string Reason) Judge(ServiceRequest request, RawResponse answer, Flaw? flaw)
    {
        var status = $"{answer.StatusNumber} {answer.Status}";
        switch (answer.StatusNumber)
        {
            case >= 300 and < 400:
                return (ContactsFailure.NotTheService, Messages.Get("Redirected", status, answer.RedirectsTo ?? Messages.Get("RedirectsNowhere")));
            case 407:
                return (ContactsFailure.Unreachable, Messages.Get("ProxyRefused", status));
            case 401:
                return (ContactsFailure.Unauthorized, Messages.Get("Unauthorized", status));
            case 403:
                return (ContactsFailure.Forbidden, Messages.Get("Forbidden", status));
            case 413:
                return (ContactsFailure.BatchTooLarge, Messages.Get("RequestTooLarge", status));
            case 429:
                return (ContactsFailure.Throttled, Messages.Get("Throttled", status, Later(answer)));
            case 408 when request.IsIdempotent:
                return (ContactsFailure.TimedOut, Messages.Get("ServiceTimedOut", status));
            case 408 or >= 500 when !request.IsIdempotent && !RetryPolicy.IsUnprocessed(answer):
                return (ContactsFailure.OutcomeUnknown, Messages.Get("ServiceFailedUnknown", status));
            case >= 500:
                return (ContactsFailure.ServiceFailed, Messages.Get("ServiceFailed", status, Later(answer)));
            case var _ when answer.IsBroken && !request.IsIdempotent:
                return (ContactsFailure.OutcomeUnknown, Messages.Get("NotTheFormatUnknown", status, flaw?.Words));
            case var _ when answer is { IsBroken: true, BeginsAsObject: true } && flaw is { IsGarbled: true }:
                return (ContactsFailure.ServiceFailed, Messages.Get("ResponseBroken", status, flaw.Words));
            default:
                return (ContactsFailure.NotTheService, Messages.Get("NotTheFormat", status, flaw?.Words ?? Messages.Get("UnexpectedStatus")));
        }
    }

    private static string Later(RawResponse answer) =>
        answer.RetryAfter is { } later ? Messages.Get("RetryAfter", later.Wait.TotalSeconds) : string.Empty;

    private static Envelope<T>? TryParse<T>(ReadOnlySpan<byte> body, IItemReader<T> items, int maximumItems, out Flaw? flaw)
        where T : class
    {
        flaw = null;
        if (body.Length == 0)
        {
            flaw = new Flaw(Messages.Get("BodyIsEmpty"));
            return null;
        }

        try
        {
            var envelope = EnvelopeReader.Read(WithoutByteOrderMark(body), items, maximumItems);
            if (envelope.HasMeta)
            {
                return envelope;
            }

            flaw = new Flaw(Messages.Get("BodyHasNoMeta"));
        }
        catch (JsonException exception)
        {
            flaw = exception.LineNumber is { } line
                ? new Flaw(Messages.Get("BodyIsNotJson", line + 1, exception.BytePositionInLine), IsGarbled: true)
                : new Flaw(exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or DecoderFallbackException)
        {
            // The JSON reader throws one of them for text that is not UTF-8, and the decoder the other one for a name.
            flaw = new Flaw(Messages.Get("BodyIsNotUtf8"));
        }

        return null;
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body) =>
        body.Length >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF ? body.Slice(3) : body;

    /// <summary>The listed errors. If <c>meta</c> counts more than the list has, the missing ones are added without text.</summary>
    private static List<ServiceError> ErrorsOf<T>(Envelope<T>? envelope)
    {
        var listed = envelope?.Errors ?? [];
        var counted = envelope?.NumberOfErrors ?? 0;
        for (var missing = Math.Min(Math.Max(counted, 0), ContactRules.MaximumPageSize) - listed.Count; missing > 0; missing--)
        {
            listed.Add(new ServiceError());
        }

        return listed;
    }

    /// <summary>Why a response is not an envelope.</summary>
    /// <param name="Words">The reason, as the rest of a sentence.</param>
    /// <param name="IsGarbled">Whether it is not JSON, so that something on the way may have cut or changed it.</param>
    private sealed record Flaw(string Words, bool IsGarbled = false);
}
