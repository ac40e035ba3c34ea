namespace ContactsPS.Files;

/// <summary>Names that mean a device on Windows, in any folder and with any extension.</summary>
internal static class WindowsDevice
{
    private static readonly HashSet<string> Names = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsNamedBy(string path) =>
        Path.DirectorySeparatorChar == '\\'
        && (path.StartsWith(@"\\.\", StringComparison.Ordinal) || Names.Contains(Path.GetFileName(path).Split('.', ':')[0].TrimEnd()));
}
