namespace ContactsPS.Files;

/// <summary>
/// Whether a row with fewer cells than others may be part of a line. A program either keeps the empty cells at the end of a row, or omits them, or, like Excel, omits them in
/// blocks of sixteen rows: within a block, no row is narrower than one whose last cell is empty.
/// </summary>
internal sealed class CsvWidths
{
    private const int Block = 16;

    private long block;
    private int widest;
    private int widestOpen;

    /// <param name="record">The row's number, from 1, including the header and blank lines.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="isEmpty">Whether all of them are empty. A program that omits empty cells omits all of them.</param>
    public bool IsTooNarrow(long record, IReadOnlyList<string> cells, bool isEmpty)
    {
        if ((record - 1) / Block is var current && current != block)
        {
            (block, widest, widestOpen) = (current, 0, 0);
        }

        var isTooNarrow = cells.Count < widestOpen || (isEmpty && cells.Count < widest);
        if (!isEmpty)
        {
            widest = Math.Max(widest, cells.Count);
            widestOpen = cells[cells.Count - 1].Length == 0 ? Math.Max(widestOpen, cells.Count) : widestOpen;
        }

        return isTooNarrow;
    }
}
