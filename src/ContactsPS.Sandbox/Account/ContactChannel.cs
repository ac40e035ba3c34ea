namespace ContactsPS.Sandbox.Account;

/// <summary>A channel under its names on the wire (F14 and F25 of docs/service.md). A new channel is a flag in <see cref="SandboxChannels"/> and an entry here.</summary>
/// <param name="Name">Its name in a path.</param>
/// <param name="UnsubscribedName">What a contact's field, and the parameter of a list, is called.</param>
internal sealed record ContactChannel(string Name, string UnsubscribedName, SandboxChannels Flag)
{
    public static IReadOnlyList<ContactChannel> All { get; } =
    [
        new("email", "isUnsubscribeEmail", SandboxChannels.Email),
        new("sms", "isUnsubscribeSms", SandboxChannels.Sms),
        new("push", "isUnsubscribePush", SandboxChannels.Push),
    ];

    /// <summary>The channel of a name in lower case, or all of them; null if there is no such channel.</summary>
    public static SandboxChannels? Parse(string name) =>
        name == "all" ? SandboxChannels.All : All.FirstOrDefault(channel => channel.Name == name)?.Flag;
}
