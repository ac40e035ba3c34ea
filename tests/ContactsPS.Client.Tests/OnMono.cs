namespace ContactsPS.Client.Tests;

/// <summary>These tests also run against the build for .NET Framework: under Mono, or on Windows under .NET Framework.</summary>
internal static class OnMono
{
    /// <summary>Skips a test on Mono.</summary>
    /// <param name="reason">What Mono lacks, or does differently from .NET Framework.</param>
    public static void Skip(string reason) => Assert.SkipWhen(Type.GetType("Mono.Runtime") is not null, reason);
}
