using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Makes the service's contacts what a source says they are: creates, changes and, where asked to, removes; sends only what differs.</summary>
[Cmdlet(VerbsData.Sync, "Contact", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class SyncContactCommand : ContactInputCommand
{
    private SyncRun? run;

    /// <summary>A file of contacts: CSV, or JSON Lines where it ends in .jsonl or .ndjson; compressed where it ends in .gz.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What parts the cells of a CSV; a Polish Excel writes ';'. Default ','.</summary>
    [Parameter(ParameterSetName = "Path")]
    public char Delimiter { get; set; } = ',';

    /// <summary>The file's encoding, where no byte-order mark tells it: utf8, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8.</summary>
    [Parameter(ParameterSetName = "Path")]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>By what contacts are told to be the same; default ExternalId.</summary>
    [Parameter]
    public ContactKey MatchOn { get; set; } = ContactKey.ExternalId;

    /// <summary>Columns that go into the additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateNotNull]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>Ids of groups that contacts join which the sync creates.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public object? AddToGroup { get; set; }

    /// <summary>Empty cells clear their field; without it they leave it alone.</summary>
    [Parameter]
    public SwitchParameter ClearEmpty { get; set; }

    /// <summary>Removes contacts that the source does not have.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>The most contacts that -Prune may remove, in percent of the account; default 10. With 100 an empty source removes all.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaximumPrunePercent { get; set; } = 10;

    /// <summary>A share of the work, such as 3/8: rows and contacts whose key falls into it. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>Contacts a request carries, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int BatchSize { get; set; } = 100;

    private protected override object? Summary => run?.Summary;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Streams.Ending(Path, () => run = new SyncRun(Context, ReadOptions()));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Streams.Ending(Path, () => run!.Finish(InputNumber));
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            run?.Dispose();
        }
    }

    private protected override void ProcessInput(ContactInput input)
    {
        if (Path is not null)
        {
            throw InputException.InvalidField(input.Label, "-Path", Path, Messages.Get("NeedsNoInput"));
        }

        run!.Intake.Add(input, InputNumber);
    }

    private protected override void ProcessNothing()
    {
        if (Path is null)
        {
            base.ProcessNothing();
        }

        var file = new ContactFile(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path));
        Streams.Ending(Path, () => run!.Intake.Read(file, ReadOptionsOfFile()));
    }

    private ReadOptions ReadOptionsOfFile() => new(EncodingName.Find(Encoding))
    {
        Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? CsvDelimiter.Checked(Delimiter) : null,
        IsExclusive = Prune,
    };

    private SyncOptions ReadOptions() => new()
    {
        MatchOn = MatchOn,
        Share = Partition is null ? Binding.Partition.Whole : Binding.Partition.Read(Partition),
        ExternalDataColumns = ExternalDataProperty,
        AddToGroup = AddToGroup,
        ClearEmpty = ClearEmpty,
        Prune = Prune,
        MaximumPrunePercent = MaximumPrunePercent,
        BatchSize = BatchSize,
    };
}
