using System.Text;

namespace ContactsPS.Testing;

/// <summary>A temporary folder that is removed when the test ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("contactsps-");

    public string FullName => folder.FullName;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, string text, bool byteOrderMark = false)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text, new UTF8Encoding(byteOrderMark));
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
