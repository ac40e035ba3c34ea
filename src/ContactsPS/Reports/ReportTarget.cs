using System.Management.Automation;
using System.Text;
using ContactsPS.Errors;

namespace ContactsPS.Reports;

/// <summary>Where a report is written to.</summary>
/// <param name="path">The file, in the file system's own words.</param>
/// <param name="force">Whether a read-only file is replaced too.</param>
internal sealed class ReportTarget(string path, bool force)
{
    public string Path => path;

    /// <summary>Finds the file that a path names, whose folder has to be there.</summary>
    /// <exception cref="InputException">A report cannot be written there.</exception>
    public static ReportTarget Find(SessionState session, string path, bool noClobber, bool force)
    {
        var file = Resolve(session, path, NotWritten);
        var rule = Directory.Exists(file) ? "ReportIsFolder"
            : !Directory.Exists(System.IO.Path.GetDirectoryName(file)) ? "ReportHasNoFolder"
            : !File.Exists(file) ? null
            : noClobber ? "ReportIsThere"
            : !force && IsReadOnly(file) ? "ReportIsReadOnly"
            : null;
        return rule is null ? new ReportTarget(file, force) : throw NotWritten(file, Messages.Get(rule));
    }

    /// <summary>Reads an earlier report.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no report.</exception>
    public static EarlierReport ReadEarlier(SessionState session, string path)
    {
        var file = Resolve(session, path, NotAReport);
        try
        {
            return EarlierReport.Read(File.ReadAllText(file)) ?? throw NotAReport(file, Messages.Get("NoReportData"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotAReport(file, exception.Message);
        }
    }

    /// <exception cref="InputException">It cannot be written after all.</exception>
    public void Write(string text)
    {
        try
        {
            if (force && File.Exists(path) && IsReadOnly(path))
            {
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            }

            Replace(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, exception.Message);
        }
    }

    /// <summary>The file is there whole or not at all: it is written beside its place and moved into it.</summary>
    private void Replace(string text)
    {
        var beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $".{System.IO.Path.GetFileName(path)}.{Guid.NewGuid():N}");
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

    private static bool IsReadOnly(string file) => File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly);

    private static string Resolve(SessionState session, string path, Func<string, string, InputException> refuse)
    {
        try
        {
            var file = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? file : throw refuse(path, Messages.Get("ReportNeedsFile"));
        }
        catch (SessionStateException exception)
        {
            throw refuse(path, exception.Message);
        }
    }

    private static InputException NotWritten(string path, string reason) => new(FailureKind.ReportNotWritten, path, reason);

    private static InputException NotAReport(string path, string reason) => new(FailureKind.NotAReport, path, reason);
}
