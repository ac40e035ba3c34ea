using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ContactsPS.Testing;
using ContactsPS.Tests.Pipeline;

namespace ContactsPS.Tests.Service;

/// <summary>
/// A file of commands and the requests that the module sends for each: exactly as sent, except for secrets, the host and version numbers. The title, the commands and the lines that
/// begin with # are written by hand, the rest is recorded.
/// </summary>
/// <remarks>One request is in flight at a time, so that the order is certain. With more, lists are prefetched: more pages of the same form.</remarks>
internal sealed class RequestRecord
{
    private const string Prompt = "PS> ";
    private const string Comment = "# ";

    private readonly string path;
    private readonly string recorded;

    private RequestRecord(string path)
    {
        this.path = path;
        recorded = File.ReadAllText(path).ReplaceLineEndings("\n");
        Name = Path.GetFileNameWithoutExtension(path);
        Title = Lines.First()[Comment.Length..];
    }

    public static IReadOnlyList<RequestRecord> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal).Select(static path => new RequestRecord(path))];

    public string Name { get; }

    /// <summary>An operation, such as <c>GET /contact</c>, or the cmdlet that combines several.</summary>
    public string Title { get; }

    public IEnumerable<string> Commands => Lines.Where(static line => line.StartsWith(Prompt, StringComparison.Ordinal)).Select(static line => line[Prompt.Length..]);

    /// <summary>The operations of the recorded requests, with the path as sent, such as <c>GET /contact/1/group</c>.</summary>
    public IEnumerable<string> Requests => Regex.Matches(recorded, @"(?m)^([A-Z]+) /v2\.1(/[^ ?\n]*)").Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}");

    private static string Folder => Repository.PathOf("tests", "ContactsPS.Tests", "Service", "Requests");

    private IEnumerable<string> Lines => recorded.Split('\n');

    /// <summary>Whether the file equals the current recording.</summary>
    public bool Says(string current) => current == recorded;

    public void Write(string current) => File.WriteAllText(path, current);

    /// <summary>
    /// Runs the commands one after the other in one session, and records what they send. Requests over <c>$direct</c> are not recorded; with <c>$lost.Value = $true</c> the response
    /// to the next write is lost.
    /// </summary>
    public string Record()
    {
        using var engine = HostedEngine.Connected($"-Path '{Path.Combine(Folder, "contacts.csv")}'");
        using var folder = new ScratchFolder();
        var account = engine.Account();
        using var proxy = new SandboxProxy(new Uri(account["CONTACTSPS_BASE_URI"]!));
        var lost = new StrongBox<bool>();
        proxy.IsLost = _ => lost.Value && !(lost.Value = false);
        engine.Run("$direct = Get-ContactConnection; $WarningPreference = 'SilentlyContinue'; $ConfirmPreference = 'None'", ("folder", folder.FullName), ("lost", lost)).ThrowIfFailed();
        engine.Connect(new EngineConnection(proxy.BaseUri, account["CONTACTSPS_APPLICATION_KEY"]!, account["CONTACTSPS_AUTHORIZATION"]!) { ThrottleLimit = 1 });

        var text = new StringBuilder();
        var heads = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in Lines.Skip(1).Where(static line => line.StartsWith(Prompt, StringComparison.Ordinal) || line.StartsWith(Comment, StringComparison.Ordinal)))
        {
            text.Append('\n').Append(line).Append('\n');
            if (!line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                continue;
            }

            var run = engine.Run(line[Prompt.Length..]);
            while (proxy.Requests.TryDequeue(out var request))
            {
                heads.TryAdd(request.Method, []);
                heads[request.Method].Add(Headers(request, account.Values));
                text.Append(request.Method).Append(' ').Append(request.Target).Append('\n').Append(request.Body).Append(request.Body.Length > 0 ? "\n" : string.Empty);
            }

            text.AppendJoin(string.Empty, run.Errors.Append(run.Terminating).OfType<ErrorRecord>().Select(static error => $"! {error.FullyQualifiedErrorId.Split(',')[0]}\n"));
        }

        return $"{Comment}{Title}\n{string.Concat(heads.SelectMany(static head => head.Value.Select(headers => $"\n{head.Key} sends\n{headers}")))}{text}";
    }

    /// <summary>A line for each header, in the order in which they are sent.</summary>
    private static string Headers(ReceivedRequest request, IEnumerable<string?> secrets)
    {
        var headers = string.Concat(request.Head.Split("\r\n").Skip(1).Select(static header => $"  {header}\n"));
        headers = secrets.Aggregate(headers, static (text, secret) => text.Replace(secret!, "{secret}", StringComparison.Ordinal));
        headers = Regex.Replace(headers, @"(?<=Host: 127\.0\.0\.1:)\d+|(?<=Content-Length: )\d+", "{number}");
        headers = Regex.Replace(headers, @"(?<=User-Agent: .*/)[\d.]+", "{version}");
#if NET472_MODULE
        // .NET Framework cannot read br. That is the only difference between the builds.
        headers = headers.Replace("Accept-Encoding: gzip, deflate\n", "Accept-Encoding: gzip, deflate, br\n", StringComparison.Ordinal);
#endif
        return headers;
    }
}
