namespace ContactsPS.Tests.Shell;

/// <summary>A folder of one test's own, gone when the test is.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-shell-");

    public string FullName => folder.FullName;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, string text, bool byteOrderMark = false)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text, new System.Text.UTF8Encoding(byteOrderMark));
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
