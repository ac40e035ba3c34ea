using System.Management.Automation;
using System.Text;
using ContactsPS.Binding;
using ContactsPS.Client.Redaction;
using ContactsPS.Commands.Base;
using ContactsPS.Completion;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands;

/// <summary>What an export contains besides the contacts' fields.</summary>
public enum ContactInclude
{
    /// <summary>The groups of each contact.</summary>
    Group,

    /// <summary>The channels that each contact is unsubscribed from.</summary>
    Subscription,
}

/// <summary>Writes contacts to a file that Sync-Contact reads back: all contacts of the account, or the piped ones.</summary>
[Cmdlet(VerbsData.Export, "Contact", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContactCommand : ContactInputCommand
{
    private ContactFile? target;
    private ContactFileWriter? writer;
    private MembershipColumns? memberships;

    /// <summary>The file to write: CSV, or JSON Lines if it ends in .jsonl or .ndjson; compressed if it ends in .gz. Wildcards may match one file, which is replaced.</summary>
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

    /// <summary>The delimiter of a CSV; a Polish Excel reads ';'. Default ','.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>The file's encoding: utf8, utf8NoBOM, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8; for a CSV, with a byte-order mark.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>Columns besides the fields: Group and Subscription. Default none.</summary>
    [Parameter]
    [ValidateSomeValue]
    public ContactInclude[] Include { get; set; } = [];

    /// <summary>Does not replace an existing file; that is an error then.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Also replaces a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? Summary => writer is null ? null : new RunSummary(Streams.CommandName, Messages.Get("Export_Done"), Context.Counters);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIfInputIsNull();

        // The fields of piped contacts need no connection.
        if (!IsPiped || Include.Length > 0)
        {
            base.BeginProcessing();
        }

        Writing(Open);
        if (writer is not null && Include.Length > 0)
        {
            Writing(() => memberships = new MembershipColumns(Context, HasGroups, HasSubscriptions, Write));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Writing(Complete);
        base.EndProcessing();
        if (PassThru && writer is not null)
        {
            WriteObject(new FileInfo(target!.Path));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            writer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void ProcessInput(ContactInput input)
    {
        if (!input.IsContact)
        {
            throw InputException.Of(FailureKind.NotAContact, "NeedsContact", input.Label);
        }

        var contact = input.ReadContact();
        Writing(() => Write(contact, memberships));
    }

    private protected override void ProcessNothing()
    {
        if (writer is not null)
        {
            Writing(() =>
            {
                memberships?.ReadLists();
                new ListReader(Context).ReadAccount(contact => Write(contact, memberships));
            });
        }
    }

    private bool HasGroups => Include.Contains(ContactInclude.Group);

    private bool HasSubscriptions => Include.Contains(ContactInclude.Subscription);

    private string NamedFile => (Path ?? LiteralPath)!;

    private void Open()
    {
        target = new ContactFile(FilePath.Find(SessionState, Path, LiteralPath));
        _ = CsvDelimiter.Checked(Delimiter);
        var encoding = EncodingName.ForWriting(Encoding, withMark: !target.IsJsonLines);
        var file = new FileTarget(target.Path, mayReplace: !NoClobber, mayReplaceReadOnly: Force);
        if (ShouldProcess(VisibleText.Of(target.Path), Messages.Get("Export_Action")))
        {
            writer = new ContactFileWriter(target, new AtomicFile(file), Delimiter, encoding, MembershipColumns.Names(HasGroups, HasSubscriptions));
        }
    }

    private void Write(Contact contact, MembershipColumns? columns)
    {
        if (columns is null)
        {
            Write(contact, []);
        }
        else
        {
            columns.Add(contact);
        }
    }

    private void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists)
    {
        writer?.Write(contact, lists);
        Context.Counters.Done++;
    }

    private void Complete()
    {
        if (IsPiped && ActiveReads.OfProcess.HasFailed(Context.Runspace))
        {
            throw InputException.FileFailed(target!.Name, Messages.Get("ListFailed"));
        }

        memberships?.Complete();
        writer?.Complete(Context.StopToken);
    }

    /// <summary>Does a part of the export. If it fails, no file is written, and an existing file is kept.</summary>
    private void Writing(Action action) => Streams.Ending(NamedFile, () =>
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (EncoderFallbackException)
        {
            throw InputException.FileFailed(target!.Name, Messages.Get("NotInEncoding", Encoding));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InputException.FileFailed(target?.Name ?? NamedFile, exception.Message);
        }
    });
}
