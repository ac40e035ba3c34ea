namespace ContactsPS.Tests.Shell;

/// <summary>The folder and the environment variables that a shell starts with, beside those of the tests.</summary>
internal sealed record Surroundings(string? Folder, IReadOnlyDictionary<string, string?> Environment)
{
    public static Surroundings Ours { get; } = new(Folder: null, new Dictionary<string, string?>(StringComparer.Ordinal));
}
