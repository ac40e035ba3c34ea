namespace ContactsPS.Client.Tests;

/// <summary>These tests run over the build for .NET Framework too, and there on Mono if it is not Windows.</summary>
internal static class OnMono
{
    /// <summary>Skips a test on Mono.</summary>
    /// <param name="reason">What Mono lacks, or does unlike .NET Framework.</param>
    public static void Skip(string reason) => Assert.SkipWhen(Type.GetType("Mono.Runtime") is not null, reason);
}
