using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>The credentials that every side sends. The static server ignores them, but they add to the size of a request.</summary>
internal static class Account
{
    public const string ApplicationKey = "benchmark-application-key";

    public static readonly string AuthorizationToken = new('t', 128);

    /// <summary>Connects an engine to the account at a base URI. It sends nothing.</summary>
    public static void Connect(this HostedEngine engine, Uri baseUri, int throttleLimit = 8) =>
        engine.Connect(new EngineConnection(baseUri, ApplicationKey, AuthorizationToken) { ThrottleLimit = throttleLimit });
}
