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

/// <summary>Writes contacts into a file that Sync-Contact reads back: all of the account, or those that are piped in.</summary>
[Cmdlet(VerbsData.Export, "Contact", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContactCommand : ContactInputCommand
{
    private ContactFile? target;
    private ContactFileWriter? writer;

    /// <summary>The file to write: CSV, or JSON Lines if it ends in .jsonl or .ndjson; compressed if it ends in .gz. Wildcards may match one file, which is replaced.</summary>
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

    /// <summary>What parts the cells of a CSV; a Polish Excel reads ';'. Default ','.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>The file's encoding: utf8, utf8NoBOM, unicode, ansi, a name such as windows-1250, or a code page. Default UTF-8, of a CSV with a byte-order mark.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <summary>Leaves a file that is there alone, and is an error then.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a file that is read-only too.</summary>
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

        // What is piped in needs no connection.
        if (!IsPiped)
        {
            base.BeginProcessing();
        }

        Writing(Open);
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
        Writing(() => Write(contact));
    }

    private protected override void ProcessNothing()
    {
        if (writer is not null)
        {
            Writing(() => new ListReader(Context).ReadAccount(Write));
        }
    }

    private string NamedFile => (Path ?? LiteralPath)!;

    private void Open()
    {
        target = new ContactFile(FilePath.Find(SessionState, Path, LiteralPath));
        _ = CsvDelimiter.Checked(Delimiter);
        var encoding = EncodingName.ForWriting(Encoding, withMark: !target.IsJsonLines);
        var file = new FileTarget(target.Path, mayReplace: !NoClobber, mayReplaceReadOnly: Force);
        if (ShouldProcess(VisibleText.Of(target.Path), Messages.Get("Export_Action")))
        {
            writer = new ContactFileWriter(target, new AtomicFile(file), Delimiter, encoding);
        }
    }

    private void Write(Contact contact)
    {
        writer?.Write(contact);
        Context.Counters.Done++;
    }

    private void Complete()
    {
        if (IsPiped && ActiveReads.OfProcess.HasFailed(Context.Runspace))
        {
            throw InputException.FileFailed(target!.Name, Messages.Get("ListFailed"));
        }

        writer?.Complete(Context.StopToken);
    }

    /// <summary>Does a part of the whole: where it fails, there is no file, and the one that was there stays.</summary>
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
