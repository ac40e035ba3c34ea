using System.Runtime.CompilerServices;

namespace ContactsPS.Client.Tests;

internal static class ThreadPoolStart
{
    /// <summary>Property tests block pool threads while they wait for responses. On few cores, servers and timeouts of tests that run at the same time would wait for a thread.</summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // a test assembly is not a library
    internal static void HaveThreadsReady() => ThreadPool.SetMinThreads(64, 64);
#pragma warning restore CA2255
}
