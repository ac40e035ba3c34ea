using System.Runtime.CompilerServices;

namespace ContactsPS.Client.Tests;

internal static class ThreadPoolStart
{
    /// <summary>Properties are tried on pool threads that wait for their answers; on few cores the servers and time-outs of the tests beside them would starve.</summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // a test assembly is nobody's library
    internal static void HaveThreadsReady() => ThreadPool.SetMinThreads(64, 64);
#pragma warning restore CA2255
}
