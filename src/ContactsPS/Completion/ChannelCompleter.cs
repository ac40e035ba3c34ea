using ContactsPS.Binding;

namespace ContactsPS.Completion;

/// <summary>Offers the known channels; others can still be typed.</summary>
public sealed class ChannelCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        ValidateChannelAttribute.Channels.Select(channel => new CompletionCandidate(channel, channel, channel == "all" ? "every channel" : $"the channel {channel}"));
}
