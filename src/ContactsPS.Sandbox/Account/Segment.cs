namespace ContactsPS.Sandbox.Account;

/// <summary>A condition over active contacts, which is evaluated when the segment is read.</summary>
internal sealed record Segment(long Id, string Name, Func<SandboxContact, bool> Holds)
{
    public static IReadOnlyList<Segment> All { get; } =
    [
        new(1, "Reachable by e-mail", static contact => contact.Email is not null && !contact.HasLeft(SandboxChannels.Email)),
        new(2, "Reachable by SMS", static contact => contact.PhoneNumber is not null && !contact.HasLeft(SandboxChannels.Sms)),
        new(3, "Unsubscribed from e-mail", static contact => contact.HasLeft(SandboxChannels.Email)),
        new(4, "Without a name", static contact => string.IsNullOrEmpty(contact.FirstName) && string.IsNullOrEmpty(contact.LastName)),
    ];
}
