using System.Management.Automation;
using System.Security;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Redaction;

/// <summary>
/// A session in which every cmdlet writes to every stream. All output is then searched for the token, the application key and the personal data of the input. The sandbox object is
/// left out: it shows its own credential, which is valid for nothing else.
/// </summary>
internal sealed class LeakSession : IDisposable
{
    private readonly RecordingHost host = new();
    private readonly ScratchFolder folder = new();
    private readonly PSObject[] rows = [.. Person.All.Select(person => person.Row)];
    private readonly HostedEngine engine;
    private readonly Transcript transcript;
    private string key = string.Empty;
    private string token = string.Empty;

    public LeakSession()
    {
        engine = HostedEngine.WithModule(host);
        transcript = new Transcript(engine, host);
    }

    public IReadOnlyList<string> Cmdlets => engine.Run("(Get-Command -Module ContactsPS).Name").Texts;

    public IReadOnlyList<string> ErrorIds => [.. transcript.Errors.Select(error => error.Record.FullyQualifiedErrorId.Split(',')[0]).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Logs => transcript.Logs;

    public string Shown => host.Shown;

    public static PSCredential Credential(string key = "k7Qz-5f2c81d0b9-Vw3x", string token = "Zm9yIHlvdXIgZXllcyBvbmx5/sEcReT+tOkEn=:0a1b2c3d4e5f6a7b") => new(key, Secure(token));

    /// <summary>A sandbox with the three people in it.</summary>
    public PSObject StartSandbox(string arguments = "") =>
        Assert.Single(engine.Run($"Start-ContactSandbox -Path $path {arguments}", ("path", folder.Write("people.csv", Person.Csv))).ThrowIfFailed().Output);

    public void Connect(PSObject sandbox, string arguments = "-MaximumRetryCount 0", PSCredential? credential = null) =>
        Connect(sandbox.Properties["BaseUri"].Value, credential ?? (PSCredential)sandbox.Properties["Credential"].Value, arguments);

    public void Connect(object baseUri, PSCredential credential, string arguments = "-MaximumRetryCount 0")
    {
        Prepare(baseUri, credential);
        engine.Run($"Connect-ContactService -Credential $credential -BaseUri $uri {arguments}").ThrowIfFailed();
    }

    /// <summary>Sets the variables of the scenarios.</summary>
    public void Prepare(object baseUri, PSCredential credential)
    {
        (key, token) = (credential.UserName, credential.GetNetworkCredential().Password);
        engine.Run(
            """
            $noisy = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue' }
            $sure = $noisy + @{ Confirm = $false }
            $pretending = $noisy + @{ WhatIf = $true }
            """,
            ("rows", rows),
            ("uri", baseUri),
            ("report", folder.PathOf("report.html")),
            ("export", folder.PathOf("all.csv")),
            ("credential", credential),
            ("broken", Secure($"{token}\nand more"))).ThrowIfFailed();
    }

    public void Run(params IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            transcript.Run(script);
        }

        transcript.LookAround();
    }

    public void ShouldRevealNothing()
    {
        var everything = transcript.Everything;
        var names = Person.All.SelectMany(person => person.Data).ToList();
        List<string> leaks =
        [
            .. Excerpts(everything, Parts(token, 8), StringComparison.Ordinal).Take(1).Select(excerpt => $"The token: {excerpt}"),
            .. Excerpts(everything, Parts(key[..^4], 6), StringComparison.Ordinal).Take(1).Select(excerpt => $"The key: {excerpt}"),
            .. transcript.Logs.SelectMany(line => Excerpts(line, names, StringComparison.OrdinalIgnoreCase)).Select(excerpt => $"Somebody in a log: {excerpt}"),
            .. transcript.Errors.SelectMany(ExcerptsOfOthers).Select(excerpt => $"Somebody in another's error: {excerpt}"),
        ];
        Assert.Empty(leaks);
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    /// <summary>The texts in which an error shows data of people whom it is not about.</summary>
    private IEnumerable<string> ExcerptsOfOthers(RenderedError error) =>
        Excerpts(error.Shown, Person.All.Except(error.About(rows)).SelectMany(person => person.Data), StringComparison.OrdinalIgnoreCase).Select(excerpt => $"{error}: {excerpt}");

    /// <summary>The forbidden texts, with some text around each.</summary>
    private static IReadOnlyList<string> Excerpts(string text, IEnumerable<string> secrets, StringComparison comparison) =>
        [.. from secret in secrets
            let place = text.IndexOf(secret, comparison)
            where place >= 0
            let start = Math.Max(0, place - 60)
            select text.Substring(start, Math.Min(160, text.Length - start))];

    /// <summary>Every part of a secret that is long enough to reveal it.</summary>
    private static IEnumerable<string> Parts(string secret, int length) => Enumerable.Range(0, secret.Length - length + 1).Select(start => secret.Substring(start, length));

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
