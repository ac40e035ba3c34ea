namespace ContactsPS.Tests.Docs;

/// <summary>The languages of a fence, and how each block is checked. CONTRIBUTING.md has the same table.</summary>
internal static class Languages
{
    public const string Shell = "sh";
    public const string ShellAsRoot = "sh-root";
    public const string PowerShell = "powershell";
    public const string Before = "powershell-before";
    public const string Quoted = "csharp";

    public static readonly string[] NeedMore = ["powershell-vault", "powershell-account", "powershell-windows", "powershell-repository"];

    public static readonly IReadOnlyDictionary<string, string> Fates = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PowerShell] = "runs as printed, all blocks of a page one after the other in one PowerShell process, connected to a new sandbox",
        [Before] = "what people write without the module: `tests/Pester/Docs.Tests.ps1` runs it; parsed everywhere",
        ["powershell-vault"] = "needs SecretManagement and SecretStore, and says so behind `# needs`: `tests/Pester/Secrets.Tests.ps1` runs it; parsed everywhere",
        ["powershell-account"] = "needs an account, and says so behind `# needs`; parsed, and its parameters are looked up",
        ["powershell-windows"] = "needs Windows, and says so behind `# needs`; parsed",
        ["powershell-installed"] = "needs the packed module on the module path: `tests/ContactsPS.Tests/Package` runs it; parsed everywhere",
        ["powershell-repository"] = "needs a repository of modules, and says so behind `# needs`: `tests/Pester/Installing.Tests.ps1` runs it; parsed everywhere",
        [Shell] = "each command is claimed, word by word, by the test that runs it: `[Claims(\"…\")]`",
        [ShellAsRoot] = "needs root or another machine, and says so behind `# needs`; its syntax is checked",
        [Quoted] = "is quoted from a source file, line by line",
        ["dockerfile"] = "is shown, not built",
        ["text"] = "is shown, not run: output, trees",
    };
}
