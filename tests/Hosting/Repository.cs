using System.Reflection;

namespace ContactsPS.Hosting;

/// <summary>The checkout that this program was built from.</summary>
internal static class Repository
{
    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Root { get; } = FindRoot();

    /// <summary>The built module.</summary>
    public static string Manifest => Path.Combine(Root, "ContactsPS.psd1");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("This program has to run inside the repository that it was built in.");
        }

        return folder.FullName;
    }
}
