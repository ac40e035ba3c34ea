using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>Whether contacts receive messages on a channel.</summary>
public enum SubscriptionState
{
    /// <summary>They receive messages.</summary>
    Subscribed,

    /// <summary>They do not receive messages.</summary>
    Unsubscribed,
}

/// <summary>Unsubscribes contacts from channels, or resubscribes them.</summary>
[Cmdlet(VerbsCommon.Set, "ContactSubscription", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(Contact))]
public sealed class SetContactSubscriptionCommand : ContactIdCommand
{
    /// <summary>email, sms, push or all. Any other channel is sent, and the service decides.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSomeValue]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Channel { get; set; } = [];

    /// <summary>Subscribed or Unsubscribed.</summary>
    [Parameter(Mandatory = true)]
    public SubscriptionState State { get; set; }

    private protected override string ChangedIn => string.Join(", ", Channel);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Channel.Where(static channel => !ValidateChannelAttribute.Channels.Contains(channel, StringComparer.OrdinalIgnoreCase)).ToList() is { Count: > 0 } others)
        {
            // The vendor may have other channels, but a typing error is more likely.
            Streams.WriteWarning(Messages.Get("OtherChannel", string.Join(", ", others), string.Join(", ", ValidateChannelAttribute.Channels)));
        }
    }

    /// <exception cref="InputException">A channel leads to another path.</exception>
    private protected override void ProcessInput(ContactInput input)
    {
        foreach (var channel in Channel)
        {
            if (ContactRules.ValidatePathSegment(channel) is { } rule)
            {
                throw InputException.InvalidField(input.Label, "-Channel", channel, rule);
            }
        }

        base.ProcessInput(input);
    }

    private protected override Operation<long> CreateOperation() => State == SubscriptionState.Subscribed ? Operations.Subscribe(Channel) : Operations.Unsubscribe(Channel);
}
