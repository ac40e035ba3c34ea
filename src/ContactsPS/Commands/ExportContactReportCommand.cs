using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands.Base;
using ContactsPS.Errors;
using ContactsPS.Pipeline;
using ContactsPS.Reports;

namespace ContactsPS.Commands;

/// <summary>Writes a report of the account, or of the piped contacts, as one HTML file.</summary>
[Cmdlet(VerbsData.Export, "ContactReport", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContactReportCommand : ContactInputCommand
{
    private ContactCounts? counts;
    private Report? wholeAccount;
    private ReportTarget? target;
    private EarlierReport? earlier;

    /// <summary>The file to write; an existing file is replaced. Wildcards may match one file.</summary>
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

    /// <summary>The file of an earlier report to compare with. Wildcards may match one file.</summary>
    [Parameter]
    [SupportsWildcards]
    [FilePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Since { get; set; }

    /// <summary>The page's heading.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Contact report";

    /// <summary>The most groups to count; 0 leaves them out.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int GroupLimit { get; set; } = 50;

    /// <summary>The most segments to count; 0 leaves them out.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int SegmentLimit { get; set; } = 50;

    /// <summary>Lists the addresses and numbers that several contacts have, and names small domains.</summary>
    [Parameter]
    public SwitchParameter IncludePersonalData { get; set; }

    /// <summary>Does not replace an existing file; that is an error then.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also replaces a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file object to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Checks the files first, so that nothing is counted for a report that cannot be written. Piped contacts need no connection.</summary>
    protected override void BeginProcessing()
    {
        ThrowIfInputIsNull();
        Streams.Ending(NamedFile, () =>
        {
            var found = ReportTarget.Find(SessionState, Path, LiteralPath, NoClobber, Force);
            earlier = Since is null ? null : ReportTarget.ReadEarlier(SessionState, Since);
            target = Streams.ShouldDo(() => new Question(found.Path, found.Path, Messages.Get("ExportReport_Action"))) ? found : null;
        });
        counts = new ContactCounts(DateTime.UtcNow, IncludePersonalData);
        if (target is not null && !IsPiped)
        {
            base.BeginProcessing();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (target is not null)
        {
            base.ProcessRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Context.Progress.Complete();
        if (target is null || (IsPiped ? Piped() : wholeAccount) is not { } report)
        {
            return;
        }

        Streams.Ending(NamedFile, () => target.Write(ReportPage.Draw(report)));
        if (PassThru)
        {
            WriteObject(new FileInfo(target.Path));
        }
    }

    private protected override void ProcessInput(ContactInput input)
    {
        counts!.Add(input.ReadContact());
        Context.Counters.Done++;
    }

    private protected override void ProcessNothing()
    {
        var reading = new AccountStatistics(Context);
        reading.Count(counts!);
        reading.CountChannels(counts!);
        wholeAccount = new Report(counts!)
        {
            Title = Title,
            IsWholeAccount = true,
            Groups = reading.Groups(GroupLimit, counts!.Total),
            Segments = reading.Segments(SegmentLimit),
            Earlier = earlier,
            ShowsPersonalData = IncludePersonalData,
        };
    }

    private string? NamedFile => Path ?? LiteralPath;

    private Report Piped() => new(counts!) { Title = Title, Earlier = earlier, ShowsPersonalData = IncludePersonalData };
}
