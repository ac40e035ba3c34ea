using System.Runtime.InteropServices;
using Xunit.MicrosoftTestingPlatform;

namespace ContactsPS.Mono.Tests;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var exitCode = await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        if (Type.GetType("Mono.Runtime") is not null)
        {
            // Mono 6.8 aborts the remaining threads, and sometimes itself: only an end without clean-up is reliable.
            ExitNow(exitCode);
        }

        return exitCode;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitNow(int exitCode);
}
