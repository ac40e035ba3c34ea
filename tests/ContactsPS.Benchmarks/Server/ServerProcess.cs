using System.Diagnostics;
using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Server;

/// <summary>The static server in a child process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly string root;
    private readonly HttpClient http = new();

    private ServerProcess(Process process, int port)
    {
        this.process = process;
        root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    public static async Task<ServerProcess> StartAsync()
    {
        var start = Child.Of("serve");
        start.RedirectStandardInput = true;
        var child = Process.Start(start)!;
        var port = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(child, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>The base URI of an account with a number of contacts and a latency.</summary>
    public Uri BaseUri(long contacts, int milliseconds = 0) => new($"{root}{new AccountPath(contacts, milliseconds, string.Empty).Account}/v2.1");

    /// <summary>The requests of an account so far.</summary>
    public async Task<AccountStats> StatsAsync(Uri baseUri) => AccountStats.Parse(await http.GetStringAsync(new Uri(baseUri, "stats")));

    public void Dispose()
    {
        http.Dispose();
        process.StandardInput.Close();
        if (!process.WaitForExit(LongestEnd))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
