using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace ContactsPS.Shell.StandIns;

/// <summary>Text to the host, past the pipeline, on the information stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    private static readonly string[] HostTag = ["PSHOST"];

    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [SuppressMessage("Naming", "CA1720", Justification = "The name that Write-Host's parameter has everywhere.")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    protected override void ProcessRecord()
    {
        // The engine itself shows a message under this tag, and keeps it where 6> asks for it.
        var message = new HostInformationMessage
        {
            Message = Text(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
        };
        WriteInformation(message, HostTag);
    }

    private static string Text(object? value) => value switch
    {
        PSObject { BaseObject: var inner } when inner is not PSCustomObject => Text(inner),
        string text => text,
        IEnumerable items => string.Join(' ', items.Cast<object?>().Select(Text)),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
