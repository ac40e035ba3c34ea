using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>The sources of the module, in another folder that is not a git repository.</summary>
internal static class SourceCopy
{
    private static readonly string[] BuildOutput = ["bin", "obj"];

    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Repository.Root).Where(file => Path.GetFileName(file) != ".git"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Copy(new DirectoryInfo(Repository.PathOf("src")), Path.Combine(folder, "src"));
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.GetFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var inner in from.GetDirectories().Where(inner => !BuildOutput.Contains(inner.Name)))
        {
            Copy(inner, Path.Combine(to, inner.Name));
        }
    }
}
