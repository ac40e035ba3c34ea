using System.Management.Automation;

namespace ContactsPS.Benchmarks.EmptyModule;

/// <summary>The only cmdlet of a module that does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
