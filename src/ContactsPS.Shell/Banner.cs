namespace ContactsPS.Shell;

internal static class Banner
{
    public static string Text(string engine, IReadOnlyList<string> standIns)
    {
        var lines = $"""
            ContactsPS in a small shell around the PowerShell engine {engine}: the core commands, without the rest of pwsh.
            Get-Command -Module ContactsPS lists the cmdlets, Get-Help <name> explains one, exit leaves.
            """;
        return standIns.Count == 0
            ? lines
            : $"{lines}\nStand-ins of this shell for commands the engine lacks: {string.Join(", ", standIns)}.";
    }
}
