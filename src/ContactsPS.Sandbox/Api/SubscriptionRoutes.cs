using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Api;

/// <summary>Unsubscribing contacts from a channel, and back.</summary>
internal sealed class SubscriptionRoutes(SandboxAccount account, SandboxOptions options)
{
    public Route[] All =>
    [
        new("POST", "contact/resubscribe/{channel}", call => Change(call, account.TryResubscribe)),
        new("POST", "contact/unsubscribe/{channel}", call => Change(call, account.TryUnsubscribe)),
    ];

    private HttpResponse Change(ApiCall call, Func<long, SandboxChannels, bool> tryChange)
    {
        var channels = ChannelNames.Parse(call.Argument) ?? throw new RefusedException(422, Refusals.UnknownChannel(call.Argument));
        return IdOutcome.Of(call.Body.Ids(options.MaximumBatchSize), id => tryChange(id, channels));
    }
}
