using System.Management.Automation;
using System.Net.Sockets;
using ContactsPS.Binding;
using ContactsPS.Completion;
using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Commands;

/// <summary>Starts a local contacts service for trying things out and testing scripts.</summary>
[Cmdlet(VerbsLifecycle.Start, "ContactSandbox", DefaultParameterSetName = "Path")]
[OutputType(typeof(ContactSandbox))]
public sealed class StartContactSandboxCommand : PSCmdlet
{
    /// <summary>The port; 0 for a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>A file of contacts to load: CSV, or JSON Lines if it ends in .jsonl or .ndjson; compressed if it ends in .gz. Wildcards may match one file.</summary>
    [Parameter(Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>As -Path, but wildcard characters are part of the file's name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>The delimiter of a CSV. Default ',', or the one that a first line such as sep=; names.</summary>
    [Parameter]
    public char Delimiter { get; set; } = CsvDelimiter.Default;

    /// <summary>Uses the list separator of the current culture as the delimiter, as Import-Csv -UseCulture does.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>The file's encoding if no byte-order mark names it: utf8, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>The delay of each response, in milliseconds.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int DelayMilliseconds { get; set; }

    /// <summary>The share of requests that fail, from 0 to 1.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double FaultRate { get; set; }

    /// <summary>The faults that -FaultRate draws from; default all except those that never respond.</summary>
    [Parameter]
    [ValidateSomeValue]
    public SandboxFault[] Fault { get; set; } = [];

    /// <summary>The seed of the random faults: the same seed gives the same faults in the same order.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>The most requests per second; others get 429. Default no limit.</summary>
    [Parameter]
    [ValidateRange(0.001, 1e9)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>The most contacts in a batch; a larger batch gets 413.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaximumBatchSize { get; set; } = 1000;

    /// <summary>The most items in a page, even if a request asks for more, because a service may limit its pages.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaximumPageSize { get; set; } = 1000;

    /// <summary>What it does differently, as far as the vendor's page leaves it open.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SandboxAlternative[] Alternative { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sandbox = Start();
        RunspaceState.Of(SessionState).Sandboxes.Add(sandbox);
        WriteObject(sandbox);
    }

    private string? NamedFile => Path ?? LiteralPath;

    private ContactSandbox Start()
    {
        SandboxServer? server = null;
        try
        {
            server = SandboxServer.Start(new SandboxOptions
            {
                Port = Port,
                Delay = TimeSpan.FromMilliseconds(DelayMilliseconds),
                FaultRate = FaultRate,
                Faults = Fault,
                Seed = Seed,
                RequestsPerSecond = RequestsPerSecond,
                MaximumBatchSize = MaximumBatchSize,
                MaximumPageSize = MaximumPageSize,
                Alternatives = Alternative,
            });
            if (NamedFile is not null)
            {
                Load(server, new ContactFile(FilePath.Find(SessionState, Path, LiteralPath)));
            }

            return new ContactSandbox(server);
        }
        catch (Exception exception) when (exception is SocketException or IOException or InputException or ArgumentException)
        {
            server?.Dispose();
            ThrowTerminatingError(ErrorRecords.Of(FailureKind.SandboxFailed, (object?)NamedFile ?? Port, exception.Message).Record);
            throw;
        }
    }

    private void Load(SandboxServer server, ContactFile file)
    {
        var delimiter = CsvDelimiter.Of(MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null, UseCulture);
        new SandboxFileReader(server.Account).Load(file, new ReadOptions(EncodingName.Find(Encoding)) { Delimiter = delimiter }, WriteWarning, WriteVerbose);
    }
}
