namespace ContactsPS.Acceptance.Api;

/// <summary>What the two headers hold.</summary>
/// <param name="ApplicationKey">Null leaves the header out.</param>
/// <param name="Authorization">Null leaves the header out.</param>
internal sealed record Credentials(string? ApplicationKey, string? Authorization);
