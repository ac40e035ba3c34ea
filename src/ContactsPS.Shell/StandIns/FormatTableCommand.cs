using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContactsPS.Shell.StandIns;

/// <summary>Format-Table: parameters and drawing are the engine's, only the name is missing from it.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineFormatter.Attach(this, "Table");
}
