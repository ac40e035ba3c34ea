using ContactsPS.Binding;

namespace ContactsPS.Completion;

/// <summary>Candidates the channels that the service is known to have; others may still be typed.</summary>
public sealed class ChannelCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        ValidateChannelAttribute.Channels.Select(channel => new CompletionCandidate(channel, channel, channel == "all" ? "every channel" : $"the channel {channel}"));
}
