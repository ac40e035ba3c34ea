namespace ContactsPS.Acceptance.Api;

/// <summary>The values of the two headers.</summary>
/// <param name="ApplicationKey">Null: the header is left out.</param>
/// <param name="Authorization">Null: the header is left out.</param>
internal sealed record Credentials(string? ApplicationKey, string? Authorization);
