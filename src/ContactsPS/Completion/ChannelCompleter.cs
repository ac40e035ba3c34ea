using ContactsPS.Binding;

namespace ContactsPS.Completion;

/// <summary>Offers the channels that the service is known to have; others may still be typed.</summary>
public sealed class ChannelCompleter : Completer
{
    private protected override IEnumerable<Offer> Offers(TypedLine line) =>
        ValidateChannelAttribute.Channels.Select(channel => new Offer(channel, channel, channel == "all" ? "every channel" : $"the channel {channel}"));
}
