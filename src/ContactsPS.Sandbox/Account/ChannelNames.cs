namespace ContactsPS.Sandbox.Account;

internal static class ChannelNames
{
    /// <summary>The channel under its name on the channel, in lower case, or null.</summary>
    public static SandboxChannels? Parse(string name) => name switch
    {
        "email" => SandboxChannels.Email,
        "sms" => SandboxChannels.Sms,
        "push" => SandboxChannels.Push,
        "all" => SandboxChannels.All,
        _ => null,
    };
}
