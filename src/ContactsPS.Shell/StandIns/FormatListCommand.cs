using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContactsPS.Shell.StandIns;

/// <summary>Format-List: parameters and drawing are the engine's, only the name is missing from it.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineFormatter.Attach(this, "List");
}
