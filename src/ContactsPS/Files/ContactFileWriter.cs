using System.IO.Compression;
using System.Text;

namespace ContactsPS.Files;

/// <summary>Writes contacts to a file, which appears when all of them are written.</summary>
internal sealed class ContactFileWriter : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly AtomicFile file;
    private readonly GZipStream? compressed;
    private readonly StreamWriter text;
    private readonly IContactFormat format;
    private bool isComplete;

    /// <param name="target">The format of the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="delimiter">The delimiter of a CSV.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="listColumns">Columns that contain lists.</param>
    public ContactFileWriter(ContactFile target, AtomicFile file, char delimiter, Encoding encoding, IReadOnlyList<string> listColumns)
    {
        this.file = file;
        compressed = target.IsCompressed ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : null;
        text = new StreamWriter(compressed ?? file.Stream, encoding, BufferSize, leaveOpen: true);
        format = target.IsJsonLines ? new JsonContacts(text, listColumns) : new CsvContacts(text, delimiter, listColumns);
    }

    /// <summary>Writes a contact, and a list for each of the list columns.</summary>
    public void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists) => format.Write(contact, lists);

    /// <summary>Writes the rest, and moves the file into place.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Complete(CancellationToken cancellationToken)
    {
        format.Complete(cancellationToken);
        text.Dispose();
        compressed?.Dispose();
        file.Commit();
        isComplete = true;
    }

    public void Dispose()
    {
        format.Dispose();
        if (!isComplete)
        {
            CloseQuietly(text);
            CloseQuietly(compressed);
        }

        file.Dispose();
    }

    private static void CloseQuietly(IDisposable? part)
    {
        try
        {
            part?.Dispose();
        }
        catch (Exception exception) when (exception is IOException or EncoderFallbackException or ObjectDisposedException)
        {
            // The failure was already reported, and the file is deleted.
        }
    }
}
