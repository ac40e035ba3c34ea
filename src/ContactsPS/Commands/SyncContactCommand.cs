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

/// <summary>Makes the service's contacts what a source says they are: creates, changes and, where asked to, removes; sends only what differs.</summary>
[Cmdlet(VerbsData.Sync, "Contact", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(ContactChange))]
public sealed class SyncContactCommand : ContactInputCommand
{
    private static readonly string[] FileParameters = [nameof(Delimiter), nameof(UseCulture), nameof(Encoding)];

    private SyncRun? run;
    private FileInfo? piped;

    /// <summary>
    /// A file of contacts: CSV, or JSON Lines if it ends in .jsonl or .ndjson; compressed if it ends in .gz. Wildcards may match one file. A file object can be piped in too.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>As -Path, but wildcard characters are a part of the file's name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>What separates the cells of a CSV. Default ',', or what a first line such as sep=; names. A Polish Excel writes ';'.</summary>
    [Parameter]
    public char Delimiter { get; set; } = CsvDelimiter.Default;

    /// <summary>Takes the list separator of the current culture for the delimiter, as Import-Csv -UseCulture does.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>The file's encoding if no byte-order mark names it: utf8, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>By what contacts are matched: one key or several, each of which is tried if those before it match nobody; default ExternalId.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ContactKey[] MatchOn { get; set; } = [ContactKey.ExternalId];

    /// <summary>
    /// Where fields come from whose columns have other names: for a field or an additional field, the name of a column or a script block, in which $_ is the row. It can be read from a file with
    /// Import-PowerShellDataFile.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(MapCompleter))]
    [ValidateNotNullOrEmpty]
    public IDictionary? Map { get; set; }

    /// <summary>Skips rows that would be created.</summary>
    [Parameter]
    public SwitchParameter NoCreate { get; set; }

    /// <summary>Skips rows whose contact would be changed.</summary>
    [Parameter]
    public SwitchParameter NoUpdate { get; set; }

    /// <summary>Only members of this group are changed or removed: its id, its name, or the group. Contacts that are created join it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? GroupId { get; set; }

    /// <summary>A file with the keys of those who are left alone, one a line: email:anna@example.com, id:17, sha256: and the hash of a key; without a kind, the first key of -MatchOn.</summary>
    [Parameter]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Exclude { get; set; }

    /// <summary>Columns that go into the additional fields under their own names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    [ValidateSomeValue]
    public string[] ExternalDataProperty { get; set; } = [];

    /// <summary>Ids or names of groups that contacts join which the sync creates, or groups.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object? AddToGroup { get; set; }

    /// <summary>Groups whose membership becomes what the column Group says: ids, names or groups, or * for all but the built-in one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateSomeValue]
    public object[] ManageGroup { get; set; } = [];

    /// <summary>Channels whose opt-outs become what the column Unsubscribed says: email, sms, push, or * for all three. Opt-outs at the service that the source does not have are written, and kept.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    [ValidateSomeValue]
    public string[] ManageSubscription { get; set; } = [];

    /// <summary>Subscribes contacts again that are unsubscribed at the service and not in the source.</summary>
    [Parameter]
    public SwitchParameter AllowResubscribe { get; set; }

    /// <summary>Takes members without a row out of the managed groups. The contacts stay.</summary>
    [Parameter]
    public SwitchParameter PruneGroup { get; set; }

    /// <summary>Empty cells clear their field; without it they leave it alone.</summary>
    [Parameter]
    public SwitchParameter ClearEmpty { get; set; }

    /// <summary>Removes contacts that the source does not have, if the source is complete and everything else could be done.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>The most contacts that -Prune may remove, in percent of those that it could remove, which have a key; default 10.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaximumPrunePercent { get; set; } = 10;

    /// <summary>A share of the work, such as 3/8: rows and contacts whose key falls into it. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    /// <summary>Contacts a request carries, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumBatchSize)]
    public int BatchSize { get; set; } = 100;

    private protected override bool ChangesContacts => true;

    /// <summary>Rows are recorded when it is known that they are rows of this share; they are in a temporary file, and so are not kept.</summary>
    private protected override bool RecordsInputs => false;

    /// <summary>Script blocks of the map can read a text that has no columns.</summary>
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
        // A file that was piped in is an input, but not a row.
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
            // It would be ignored for every row.
            Streams.Ending(input.Target, () => throw InputException.InvalidField(input.Label, $"-{parameter}", MyInvocation.BoundParameters[parameter], Messages.Get("IsForFiles")));
        }

        try
        {
            run!.Intake.Add(input, InputNumber);
        }
        catch (InputException exception)
        {
            // What is wrong with a row is reported there. This is about all rows.
            throw Streams.End(ErrorRecords.Of(exception, input.Target));
        }
    }

    private protected override bool TakesOthers => true;

    /// <summary>A file object is read as a file.</summary>
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
        // What is subscribed again is changed.
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
