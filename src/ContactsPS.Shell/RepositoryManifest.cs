namespace ContactsPS.Shell;

/// <summary>Finds the manifest of the repository this shell was built in.</summary>
internal static class RepositoryManifest
{
    private const string FileName = "ContactsPS.psd1";

    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"No {FileName} in or above {AppContext.BaseDirectory}; name one with -Module.");
    }
}
