using ContactsPS.Errors;

namespace ContactsPS.Files;

/// <summary>An open file of contacts: what is known before its first row, and its rows.</summary>
internal sealed class ContactFileReader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly ContactFile file;
    private readonly StrictText text;
    private readonly CsvRows? csv;

    /// <exception cref="InputException">The file cannot be read, or has another format.</exception>
    public ContactFileReader(ContactFile file, ReadOptions options)
    {
        this.file = file;
        Stream? bytes = null;
        try
        {
            Snapshot = FileSnapshot.Take(file.Path);
            bytes = new FileStream(file.Path, FileMode.Open, FileAccess.Read, options.Share, BufferSize);
            bytes = file.IsCompressed ? new GzipReader(bytes) : bytes;
            text = new StrictText(bytes, options.Encoding);
            csv = file.IsJsonLines ? null : new CsvRows(text, options.Delimiter);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            bytes?.Dispose();
            throw Failed(exception);
        }
    }

    /// <summary>The state of the file before it was opened.</summary>
    public FileSnapshot Snapshot { get; }

    /// <summary>The columns of a CSV; empty without a header. Null for JSON Lines, in which each line may have others.</summary>
    public IReadOnlyList<string>? Columns => csv?.Columns;

    /// <summary>Lines for the verbose stream about the lines before a CSV's header.</summary>
    public IReadOnlyList<string> Notes => csv?.Notes ?? [];

    /// <summary>The number of rows skipped so far because all their cells are empty.</summary>
    public long EmptyRows => csv?.Empty ?? 0;

    /// <summary>The rows, read one by one.</summary>
    /// <exception cref="InputException">The file cannot be read to its end.</exception>
    public IEnumerable<FileRow> Read()
    {
        using var rows = (csv?.Read() ?? JsonLines.Read(text)).GetEnumerator();
        while (MoveNext(rows))
        {
            yield return rows.Current;
        }
    }

    public void Dispose() => text.Dispose();

    private static bool IsFailure(Exception exception) => exception is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException;

    private bool MoveNext(IEnumerator<FileRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw Failed(exception);
        }
    }

    private InputException Failed(Exception exception) => InputException.FileFailed(file.Name, exception.Message);
}
