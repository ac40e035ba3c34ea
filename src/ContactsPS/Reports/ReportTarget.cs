using System.Management.Automation;
using System.Text;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Reports;

/// <summary>The file that a report is written to.</summary>
internal sealed class ReportTarget
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly FileTarget target;

    private ReportTarget(string path, FileTarget target)
    {
        Path = path;
        this.target = target;
    }

    /// <summary>The file as it was named, possibly a link.</summary>
    public string Path { get; }

    /// <summary>Finds the file that one of two parameters names. Its folder must exist.</summary>
    /// <exception cref="InputException">A report cannot be written there.</exception>
    public static ReportTarget Find(SessionState session, string? path, string? literalPath, bool noClobber, bool force)
    {
        var found = Find(session, path, literalPath, NotWritten);
        return Writing(found, () => new ReportTarget(found, new FileTarget(found, mayReplace: !noClobber, mayReplaceReadOnly: force)));
    }

    /// <summary>Reads an earlier report.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not a report.</exception>
    public static EarlierReport ReadEarlier(SessionState session, string path)
    {
        var file = Find(session, path, literalPath: null, NotAReport);
        try
        {
            return EarlierReport.Read(File.ReadAllText(file)) ?? throw NotAReport(file, Messages.Get("NoReportData"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotAReport(file, exception.Message);
        }
    }

    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string text) => Writing(Path, () =>
    {
        using var report = new AtomicFile(target);
        var bytes = Encoding.GetBytes(text);
        report.Stream.Write(bytes, 0, bytes.Length);
        report.Commit();
        return report;
    });

    private static T Writing<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, exception.Message);
        }
    }

    private static string Find(SessionState session, string? path, string? literalPath, Func<string, string, InputException> refuse)
    {
        try
        {
            return FilePath.Find(session, path, literalPath);
        }
        catch (IOException exception)
        {
            throw refuse((path ?? literalPath)!, exception.Message);
        }
    }

    private static InputException NotWritten(string path, string reason) => new(FailureKind.ReportNotWritten, path, reason);

    private static InputException NotAReport(string path, string reason) => new(FailureKind.NotAReport, path, reason);
}
