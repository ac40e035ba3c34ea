namespace ContactsPS.Files;

/// <summary>A row of a file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Row">What it holds; null if the line cannot be read as a row.</param>
/// <param name="Defect">What is wrong with it; null if nothing is.</param>
internal sealed record FileRow(long Line, Row? Row, FileDefect? Defect = null)
{
    /// <summary>How many cells a CSV's row has. It may have fewer than there are columns.</summary>
    public int CellCount { get; init; }

    /// <summary>Whether a cell of a CSV's row has several lines.</summary>
    public bool SpansLines { get; init; }

    /// <summary>Whether it is the last of a CSV and no line end follows it: then the file may have been cut within it.</summary>
    public bool IsUnterminated { get; init; }
}

/// <summary>What is wrong with a row of a file: a sign that rows were lost or misread.</summary>
/// <param name="Reason">What was found, as a part of a sentence.</param>
/// <param name="RefusesRow">Whether the row is an error; otherwise it is used, and only destructive changes are refused.</param>
internal sealed record FileDefect(string Reason, bool RefusesRow);
