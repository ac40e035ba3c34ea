using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;
using ContactsPS.Sync;

namespace ContactsPS.Commands;

/// <summary>Makes the service's contacts equal to a source: creates, updates and, if requested, removes contacts; sends only what differs.</summary>
[Cmdlet(VerbsData.Sync, "Contact", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class SyncContactCommand : ContactInputCommand
{
    private static readonly string[] FileParameters = [nameof(Delimiter), nameof(UseCulture), nameof(Encoding)];

    private SyncRun? run;
    private FileInfo? piped;

    /// <summary>
    /// A file of contacts: CSV, or JSON Lines if it ends in .jsonl or .ndjson; compressed if it ends in .gz. Wildcards may match one file. A file object can also be piped in.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
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

    /// <summary>The delimiter of a CSV. Default ',', or the one that a first line such as sep=; names. A Polish Excel writes ';'.</summary>
    [Parameter]
    public char Delimiter { get; set; } = CsvDelimiter.Default;

    /// <summary>Uses the list separator of the current culture as the delimiter, as Import-Csv -UseCulture does.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>The file's encoding if no byte-order mark names it: utf8, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>The keys that match rows and contacts. Each is used for rows that the ones before it do not match; default ExternalId.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ContactKey[] MatchOn { get; set; } = [ContactKey.ExternalId];

    /// <summary>
    /// The sources of fields whose columns have other names: for a field or an additional field, the name of a column, or a script block in which $_ is the row. A file of it can be read with
    /// Import-PowerShellDataFile.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(MapCompleter))]
    [ValidateNotNullOrEmpty]
    public IDictionary? Map { get; set; }

    /// <summary>Skips rows that would create a contact.</summary>
    [Parameter]
    public SwitchParameter NoCreate { get; set; }

    /// <summary>Skips rows that would update a contact.</summary>
    [Parameter]
    public SwitchParameter NoUpdate { get; set; }

    /// <summary>Only members of this group are changed or removed: its id, its name, or the group itself. New contacts join it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? GroupId { get; set; }

    /// <summary>A file with the keys of contacts that are not changed, one per line: email:anna@example.com, id:17, or sha256: and the hash of a key; without a kind, the first key of -MatchOn.</summary>
    [Parameter]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Exclude { get; set; }

    /// <summary>Columns that are sent as additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateSomeValue]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>Groups that new contacts join: ids, names or groups.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? AddToGroup { get; set; }

    /// <summary>Groups whose members are set by the column Group: ids, names or groups, or * for all except the built-in one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object[] ManageGroup { get; set; } = [];

    /// <summary>Channels whose opt-outs are set by the column Unsubscribed: email, sms, push, or * for all three. Opt-outs that only the service has are written and kept.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateSomeValue]
    public string[] ManageSubscription { get; set; } = [];

    /// <summary>Resubscribes contacts that are unsubscribed at the service but not in the source.</summary>
    [Parameter]
    public SwitchParameter AllowResubscribe { get; set; }

    /// <summary>Takes members without a row out of the managed groups. The contacts are kept.</summary>
    [Parameter]
    public SwitchParameter PruneGroup { get; set; }

    /// <summary>Empty cells clear their field; without this switch, the field is kept.</summary>
    [Parameter]
    public SwitchParameter ClearEmpty { get; set; }

    /// <summary>Removes contacts that are not in the source, if the source is complete and no other change failed.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>The largest share of the contacts with a key that -Prune may remove, in percent; default 10.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaximumPrunePercent { get; set; } = 10;

    /// <summary>A share of the work, such as 3/8; the key of a row or contact decides its share. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>The contacts of one request, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumBatchSize)]
    public int BatchSize { get; set; } = 100;

    private protected override bool ChangesContacts => true;

    /// <summary>Rows are recorded when it is known that they belong to this share; they are in a temporary file, and so are not kept.</summary>
    private protected override bool RecordsInputs => false;

    /// <summary>Script blocks of the map can read a text, which has no columns.</summary>
    private protected override bool ComputesFields => Map?.Values.Cast<object?>().Any(DelayBindScriptBlock.IsScript) == true;

    private protected override object? Summary => run?.Summary;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Streams.Ending(NamedFile, () => run = new SyncRun(Context, ReadOptions()));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // A piped file is an input, but not a row.
        Streams.Ending(NamedFile, () => run!.Finish(InputNumber - EmptyRows - (piped is null ? 0 : 1)));
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

    private string? NamedFile => Path ?? LiteralPath;

    private protected override void ProcessInput(ContactInput input)
    {
        ThrowIfFileIsNamed(input.Label);
        if (FileParameters.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } parameter)
        {
            // The parameter would be ignored for every row.
            Streams.Ending(input.Target, () => throw InputException.InvalidField(input.Label, $"-{parameter}", MyInvocation.BoundParameters[parameter], Messages.Get("IsForFiles")));
        }

        try
        {
            run!.Intake.Add(input, InputNumber);
        }
        catch (InputException exception)
        {
            // Errors of a single row are reported there. These are about all rows.
            throw Streams.End(ErrorRecords.Of(exception, input.Target));
        }
    }

    private protected override bool TakesOthers => true;

    /// <summary>Reads a piped file object as a file.</summary>
    private protected override bool TryProcessOther(PSObject? piped, string label)
    {
        if (piped?.BaseObject is not FileInfo file)
        {
            return false;
        }

        ThrowIfFileIsNamed(label);
        Streams.Ending(file, () =>
        {
            if (InputNumber > 1)
            {
                throw InputException.InvalidField(label, "InputObject", file.FullName, Messages.Get("NeedsNoInput"));
            }

            this.piped = file;
            Read(file.FullName);
        });
        return true;
    }

    private protected override void ProcessNothing()
    {
        if (NamedFile is not { } name)
        {
            base.ProcessNothing();
            return;
        }

        Streams.Ending(name, () =>
        {
            Read(FindFile(name, Path, LiteralPath));
        });
    }

    private string FindFile(string name, string? path, string? literalPath)
    {
        try
        {
            return FilePath.Find(SessionState, path, literalPath);
        }
        catch (IOException exception)
        {
            throw InputException.FileFailed(name, exception.Message);
        }
    }

    private void Read(string path)
    {
        var delimiter = CsvDelimiter.Of(MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null, UseCulture);
        run!.Intake.Read(new ContactFile(path), new ReadOptions(EncodingName.Find(Encoding)) { Delimiter = delimiter, IsExclusive = Prune });
    }

    private void ThrowIfFileIsNamed(string label)
    {
        var (parameter, file) = Path is not null ? ("-Path", Path) : LiteralPath is not null ? ("-LiteralPath", LiteralPath) : (nameof(InputObject), piped?.FullName);
        if (file is not null)
        {
            throw InputException.InvalidField(label, parameter, file, Messages.Get("NeedsNoInput"));
        }
    }

    private ColumnMap? ReadMap()
    {
        if (Map is null)
        {
            return null;
        }

        var map = new ColumnMap(Map, [.. DesiredContactReader.Columns, MembershipColumns.Group, MembershipColumns.Unsubscribed]);
        foreach (var (column, isManaged, rule) in new[] { (MembershipColumns.Group, ManageGroup.Length > 0, "NeedsManageGroup"), (MembershipColumns.Unsubscribed, ManageSubscription.Length > 0, "NeedsManageSubscription") })
        {
            if (map.Fills(column) && !isManaged)
            {
                throw InputException.InvalidField("-Map", column, Map[column], Messages.Get(rule));
            }
        }

        return map;
    }

    private SyncOptions ReadOptions() => new()
    {
        MatchOn = [.. MatchOn.Distinct().Select(MatchKey.Of)],
        Share = Partition is null ? Binding.Partition.Whole : Binding.Partition.Read(Partition),
        ExternalDataColumns = Array.ConvertAll(ExternalDataProperty, ColumnName.Clean),
        Map = ReadMap(),
        Managed = ManageGroup.Length + ManageSubscription.Length == 0
            ? null
            : new ManagedMemberships(new GroupReferences(Context), ManageGroup.Length == 0 ? null : ManageGroup, ManageSubscription, Streams.CommandName, Streams.WriteWarning),
        PruneGroup = PruneGroup && (ManageGroup.Length > 0 ? true : throw InputException.InvalidField("-PruneGroup", "-PruneGroup", true, Messages.Get("NeedsManageGroup"))),
        // Resubscribing is a change.
        AllowResubscribe = AllowResubscribe && !NoUpdate && (ManageSubscription.Length > 0 ? true : throw InputException.InvalidField("-AllowResubscribe", "-AllowResubscribe", true, Messages.Get("NeedsManageSubscription"))),
        NoCreate = NoCreate,
        NoUpdate = NoUpdate,
        GroupId = GroupId is null ? null : new GroupReferences(Context).ReadOne(GroupId, Streams.CommandName, "-GroupId"),
        Exclusions = Exclude is null ? null : Exclusions.Read(FindFile(Exclude, path: Exclude, literalPath: null), MatchKey.Of(MatchOn[0])),
        AddToGroup = AddToGroup is null || DelayBindScriptBlock.IsScript(AddToGroup) ? AddToGroup : new GroupReferences(Context).Read(AddToGroup, Streams.CommandName, "-AddToGroup"),
        ClearEmpty = ClearEmpty,
        Prune = Prune,
        MaximumPrunePercent = MaximumPrunePercent,
        BatchSize = BatchSize,
    };
}
