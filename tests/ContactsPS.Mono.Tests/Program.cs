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
            // Mono 6.8 aborts the threads that are left, and now and then itself: an end without its clean-up is the only one that is reliable.
            ExitNow(exitCode);
        }

        return exitCode;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitNow(int exitCode);
}
