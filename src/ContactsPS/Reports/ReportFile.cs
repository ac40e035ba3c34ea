using System.Text;

namespace ContactsPS.Reports;

/// <summary>A file that is there whole or not at all: it is written beside its place and moved into it.</summary>
internal static class ReportFile
{
    public static void Write(string path, string text)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
#if NET
            File.Move(beside, path, overwrite: true);
#else
            if (File.Exists(path))
            {
                File.Replace(beside, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(beside, path);
            }
#endif
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
