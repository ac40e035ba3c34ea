namespace ContactsPS.Client.Http;

/// <summary>What must not be shown even where the service echoes it: the account's key and token.</summary>
/// <param name="options">Whose they are.</param>
internal sealed class Secrets(ContactsClientOptions options)
{
    private const string Shown = "<secret>";

    /// <summary>The text without them.</summary>
    public string? Hide(string? text) =>
        string.IsNullOrEmpty(text) ? text : text!.Replace(options.AuthorizationToken, Shown).Replace(options.ApplicationKey, Shown);

    /// <summary>The error without them.</summary>
    public ServiceError Hide(ServiceError error) =>
        new(Hide(error.Code), Hide(error.Title), Hide(error.Message), Hide(error.Parameter), Hide(error.Value), Hide(error.Source));
}
