using System.Globalization;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>Does something to each contact of a list of ids, and answers which were done.</summary>
internal static class IdOutcome
{
    public static HttpResponse Of(IReadOnlyList<long> ids, Func<long, bool> tryChange)
    {
        var done = new List<long>();
        var errors = new List<ApiError>();
        foreach (var id in ids)
        {
            if (tryChange(id))
            {
                done.Add(id);
            }
            else
            {
                errors.Add(ApiErrors.UnknownContact("id", id.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return Envelope.Outcome(done, ContactJson.WriteId, errors);
    }
}
