namespace ContactsPS.Sandbox.Account;

/// <summary>A group of contacts.</summary>
/// <param name="Id">The id, from 1 upwards.</param>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is for; empty if nothing was said.</param>
/// <param name="ExternalId">The caller's own key, <c>ALLCONTACTS</c> for the built-in group, or null.</param>
/// <param name="CreatedAt">When it was created, to the second.</param>
public sealed record SandboxGroup(long Id, string Name, string Description, string? ExternalId, DateTimeOffset CreatedAt)
{
    /// <summary>The id of the built-in group that every contact is in.</summary>
    internal const long AllContacts = 1;
}
