namespace ContactsPS.Sandbox.Account;

/// <summary>The ways a contact can be reached.</summary>
[Flags]
public enum SandboxChannels
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>E-mail.</summary>
    Email = 1,

    /// <summary>Text messages.</summary>
    Sms = 2,

    /// <summary>Push messages.</summary>
    Push = 4,

    /// <summary>All of them.</summary>
    All = Email | Sms | Push,
}
