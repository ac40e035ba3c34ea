using ContactsPS.Benchmarks.Reporting;

namespace ContactsPS.Benchmarks.Rows;

/// <summary>A part of the table that can be run by name.</summary>
internal interface IRow
{
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string About { get; }

    /// <summary>The column headings; null if the part prints its own lines.</summary>
    Columns? Columns => Columns.Sides;

    Task RunAsync(Workbench bench);

    /// <summary>All parts, in the order of the table. The part about the server comes after those that show what it needed.</summary>
    static IReadOnlyList<IRow> All { get; } =
    [
        new ReadRow(), new ReadFarRow(), new WriteRow(), new RowCostRow(), new SyncRow(), new ExportRow(), new MemoryRow(), new StartRow(), new RequestsRow(), new StopRow(), new ServerRow(), new ScaleRow(),
    ];
}
