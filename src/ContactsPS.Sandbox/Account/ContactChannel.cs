namespace ContactsPS.Sandbox.Account;

/// <summary>A channel and its names in the API (F14 and F25 of docs/service.md). A new channel is a flag in <see cref="SandboxChannels"/> and an entry here.</summary>
/// <param name="Name">Its name in a path.</param>
/// <param name="UnsubscribedName">The name of the field of a contact and of the parameter of a list.</param>
internal sealed record ContactChannel(string Name, string UnsubscribedName, SandboxChannels Flag)
{
    public static IReadOnlyList<ContactChannel> All { get; } =
    [
        new("email", "isUnsubscribeEmail", SandboxChannels.Email),
        new("sms", "isUnsubscribeSms", SandboxChannels.Sms),
        new("push", "isUnsubscribePush", SandboxChannels.Push),
    ];

    /// <summary>The channel with a name in lower case, or all channels; else null.</summary>
    public static SandboxChannels? Parse(string name) =>
        name == "all" ? SandboxChannels.All : All.FirstOrDefault(channel => channel.Name == name)?.Flag;
}
