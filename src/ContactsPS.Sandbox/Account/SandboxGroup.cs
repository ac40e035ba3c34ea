namespace ContactsPS.Sandbox.Account;

/// <summary>A group of contacts.</summary>
/// <param name="Id">The id, from 1.</param>
/// <param name="Name">The name.</param>
/// <param name="Description">The description, possibly empty.</param>
/// <param name="ExternalId">The caller's own key, <c>ALLCONTACTS</c> for the built-in group, or null.</param>
/// <param name="CreatedAt">When it was created, with a precision of seconds.</param>
public sealed record SandboxGroup(long Id, string Name, string Description, string? ExternalId, DateTimeOffset CreatedAt)
{
    /// <summary>The id of the built-in group of all contacts.</summary>
    internal const long AllContacts = 1;
}
