namespace ContactsPS.Benchmarks.Plain;

/// <summary>An HttpClient as a C# developer would make it, with the account's headers. The base URI of each request is its caller's.</summary>
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
