using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Api;

internal sealed class Credentials(string applicationKey, string authorizationToken)
{
    /// <returns>Null when the request carries both.</returns>
    public Refusal? Refuse(HttpRequest request)
    {
        var (key, token) = (request.Header("Application-Key"), request.Header("Authorization"));
        if (key.Length == 0 || token.Length == 0)
        {
            return Refusals.EmptyToken();
        }

        return string.Equals(key, applicationKey, StringComparison.Ordinal) && string.Equals(token, authorizationToken, StringComparison.Ordinal)
            ? null
            : Refusals.InvalidToken();
    }
}
