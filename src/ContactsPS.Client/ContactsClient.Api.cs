using System.Text;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>
    /// Sends a request to any endpoint below the base URI, with this client's credentials, retries and concurrency limit. A POST or PATCH that may have
    /// been processed is not retried, because its effect is not known.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>The items of <c>data</c> and the errors; no items if nothing was found.</returns>
    /// <exception cref="ArgumentException">The path or the JSON is not valid.</exception>
    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfWrong(request);
        var query = QueryString.Of(request);
        var body = request.Json is not null ? Encoding.UTF8.GetBytes(request.Json) : request.Body is not null ? DataValue.Of(request.Body).ToUtf8() : null;
        var sent = new ServiceRequest(request.Method, query.Sent, query.Shown, body)
        {
            IsAboutMany = request.Method != HttpMethod.Get,
            IsIdempotent = request.Method == HttpMethod.Get || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete,
        };
        var response = await requests.SendAsync(sent, static () => new AnyReader(), cancellationToken).ConfigureAwait(false);
        return response.IsRefusedWhole && (!response.IsNotFound || response.Errors.Count > 0)
            ? throw response.ToException()
            : new ApiResponse((int)response.Status, response.Data, response.Errors, response.UniqId);
    }

    /// <summary>Lists the items of any endpoint that takes <c>offset</c> and <c>limit</c>, page by page: <c>GET</c>.</summary>
    /// <param name="request">The request; its method and body are ignored.</param>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    /// <exception cref="ArgumentException">The path is not valid.</exception>
    public AsyncPageable<object> ListItems(ApiRequest request, ListOptions? paging = null)
    {
        ThrowIfWrong(request);
        return List(() => QueryString.Of(request), static () => new AnyReader(), static _ => null, paging);
    }

    private static void ThrowIfWrong(ApiRequest request)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        if (request.Validate() is { } rule)
        {
            throw new ArgumentException(rule, nameof(request));
        }
    }
}
