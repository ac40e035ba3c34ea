using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>Unsubscribing contacts from a channel, and back.</summary>
internal sealed class SubscriptionRoutes(SandboxAccount account)
{
    public Route[] All =>
    [
        new("POST", "contact/resubscribe/{channel}", call => Change(call, account.TryResubscribe)),
        new("POST", "contact/unsubscribe/{channel}", call => Change(call, account.TryUnsubscribe)),
    ];

    private static HttpResponse Change(ApiCall call, Func<long, SandboxChannels, bool> tryChange)
    {
        var channels = ContactChannel.Parse(call.Argument) ?? throw new ApiException(422, ApiErrors.UnknownChannel(call.Argument));
        return IdOutcome.Of(call.Body.Ids(), id => tryChange(id, channels));
    }
}
