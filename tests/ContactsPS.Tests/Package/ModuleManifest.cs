using System.Collections;
using System.Management.Automation.Language;

namespace ContactsPS.Tests.Package;

/// <summary>A manifest, read as data.</summary>
internal sealed class ModuleManifest(Hashtable table)
{
    public string Version => (string)table["ModuleVersion"]!;

    public IEnumerable<string> Cmdlets => ((object[])table["CmdletsToExport"]!).Cast<string>();

    public IEnumerable<string> Tags => ((object[])PackageData["Tags"]!).Cast<string>();

    public string ReleaseNotes => (string)PackageData["ReleaseNotes"]!;

    private Hashtable PackageData => (Hashtable)((Hashtable)table["PrivateData"]!)["PSData"]!;

    public static ModuleManifest Of(string path) =>
        new((Hashtable)Parser.ParseFile(path, out _, out _).Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue());

    public string Text(string key) => (string)table[key]!;
}
