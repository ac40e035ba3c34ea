using System.Management.Automation;

namespace ContactsPS.Shell.StandIns;

/// <summary>The first so many of the pipeline, or some properties of each.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
[OutputType(typeof(PSObject))]
public sealed class SelectObjectCommand : PSCmdlet
{
    private int seen;
    private int written;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    protected override void BeginProcessing()
    {
        // Taken as text, a calculated property would become a column called System.Collections.Hashtable.
        if (Array.Find(Property, property => property is not string) is { } other)
        {
            ThrowTerminatingError(new ErrorRecord(
                new NotSupportedException($"This shell's Select-Object takes property names; a {other.GetType().Name} needs a whole pwsh."),
                "PropertyNameExpected",
                ErrorCategory.InvalidArgument,
                other));
        }

        if (First == 0)
        {
            throw UpstreamStop.Request(this);
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null || ++seen <= Skip)
        {
            return;
        }

        WriteObject(Property.Length == 0 ? InputObject : Selected(InputObject));
        if (++written == First)
        {
            throw UpstreamStop.Request(this);
        }
    }

    private PSObject Selected(PSObject source)
    {
        var selected = new PSObject();
        foreach (var name in Property.Cast<string>())
        {
            var found = source.Properties.Match(name);
            foreach (var property in found)
            {
                Set(selected, property.Name, property.Value);
            }

            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                Set(selected, name, value: null);
            }
        }

        // As the real one does, so that the source's own table is not drawn for half of its columns.
        selected.TypeNames.Insert(0, $"Selected.{source.TypeNames[0]}");
        return selected;
    }

    private static void Set(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is null)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
        }
    }
}
