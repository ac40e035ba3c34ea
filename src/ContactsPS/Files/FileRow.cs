namespace ContactsPS.Files;

/// <summary>A row of a file.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Row">Its cells; null if the line cannot be read as a row.</param>
/// <param name="Defect">Its defect; else null.</param>
internal sealed record FileRow(long Line, Row? Row, FileDefect? Defect = null)
{
    /// <summary>The number of cells of a CSV's row. It may have fewer than there are columns.</summary>
    public int CellCount { get; init; }

    /// <summary>Whether a cell of a CSV's row has several lines.</summary>
    public bool SpansLines { get; init; }

    /// <summary>Whether it is the last row of a CSV without a line ending: the file may have been cut within it.</summary>
    public bool IsUnterminated { get; init; }
}

/// <summary>A defect of a row of a file: a sign that rows were lost or misread.</summary>
/// <param name="Reason">The defect, as part of a sentence.</param>
/// <param name="RefusesRow">Whether the row is an error; otherwise it is used, and only destructive changes are refused.</param>
internal sealed record FileDefect(string Reason, bool RefusesRow);
