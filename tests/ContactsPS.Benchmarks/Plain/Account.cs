namespace ContactsPS.Benchmarks.Plain;

/// <summary>The credentials that every side sends. The static server does not look at them, but they take their bytes.</summary>
internal static class Account
{
    public const string ApplicationKey = "benchmark-application-key";

    public static readonly string AuthorizationToken = new('t', 128);
}
