namespace ContactsPS.Tests.Harness;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "ContactsPS.psd1");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests are not run from within the repository.");
    }
}
