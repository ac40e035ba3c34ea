using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>A part of the table that can be asked for by name.</summary>
internal interface IRow
{
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string About { get; }

    /// <summary>What the columns are called; null if the part prints lines of its own.</summary>
    Columns? Columns => Columns.Sides;

    Task RunAsync(Workbench bench);

    /// <summary>All of them, in the order of the table. The server's own comes after those that show what it needed.</summary>
    static IReadOnlyList<IRow> All { get; } =
    [
        new ReadRow(), new ReadFarRow(), new WriteRow(), new RowCostRow(), new SyncRow(), new ExportRow(), new MemoryRow(), new StartRow(), new RequestsRow(), new StopRow(), new ServerRow(), new ScaleRow(),
    ];
}
