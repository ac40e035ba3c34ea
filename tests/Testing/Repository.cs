using System.Reflection;

namespace ContactsPS.Testing;

/// <summary>The checkout that this assembly was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built module.</summary>
    public static string Manifest { get; } = PathOf("ContactsPS.psd1");

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string PathOf(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContactsPS.psd1")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("This program must run inside the repository that it was built in.");
        }

        return folder.FullName;
    }
}
