namespace ContactsPS.Benchmarks.Plain;

/// <summary>An HttpClient as a C# developer would create it, with the headers of the account. The caller sets the base URI of each request.</summary>
internal static class PlainHttp
{
    public static HttpClient Create()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Application-Key", Account.ApplicationKey);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Account.AuthorizationToken);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        return http;
    }

    public static Uri Page(Uri baseUri, long offset, int limit) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{baseUri}/contact?offset={offset}&limit={limit}"));
}
