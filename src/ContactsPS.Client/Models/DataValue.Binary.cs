using System.Globalization;

namespace ContactsPS.Client.Models;

public readonly partial record struct DataValue
{
    /// <summary>Writes the value so that <see cref="Read"/> reads the same: whole numbers with 64 bits, dates with their kind, points in time in UTC.</summary>
    public void Write(BinaryWriter writer)
    {
        _ = writer ?? throw new ArgumentNullException(nameof(writer));
        writer.Write((byte)kind);
        switch (kind)
        {
            case Kind.Text: writer.Write((string)Value!); break;
            case Kind.Boolean: writer.Write((bool)Value!); break;
            case Kind.Integer: writer.Write(Convert.ToInt64(Value, CultureInfo.InvariantCulture)); break;
            case Kind.UnsignedInteger: writer.Write((ulong)Value!); break;
            case Kind.Decimal: writer.Write((decimal)Value!); break;
            case Kind.Real: writer.Write((double)Value!); break;
            case Kind.Date: writer.Write(((DateTime)Value!).ToBinary()); break;
            case Kind.Moment: writer.Write(((DateTimeOffset)Value!).UtcTicks); break;
            case Kind.Day: writer.Write(Utc.Ticks); break;
            case Kind.List:
                var items = Items.ToList();
                writer.Write(items.Count);
                foreach (var item in items)
                {
                    Of(item).Write(writer);
                }

                break;
            case Kind.Table:
                var entries = Entries.ToList();
                writer.Write(entries.Count);
                foreach (var entry in entries)
                {
                    writer.Write(entry.Key);
                    Of(entry.Value).Write(writer);
                }

                break;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote: a list as an array, a table as a case-sensitive dictionary.</summary>
    /// <exception cref="InvalidDataException">It is not what <see cref="Write"/> wrote.</exception>
    public static DataValue Read(BinaryReader reader)
    {
        _ = reader ?? throw new ArgumentNullException(nameof(reader));
        var read = (Kind)reader.ReadByte();
        return new DataValue(read, read switch
        {
            Kind.Null => null,
            Kind.Text => reader.ReadString(),
            Kind.Boolean => reader.ReadBoolean(),
            Kind.Integer => reader.ReadInt64(),
            Kind.UnsignedInteger => reader.ReadUInt64(),
            Kind.Decimal => reader.ReadDecimal(),
            Kind.Real => reader.ReadDouble(),
            Kind.Date => DateTime.FromBinary(reader.ReadInt64()),
            Kind.Moment => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            Kind.Day => ReadDay(reader.ReadInt64()),
            Kind.List => ReadList(reader),
            Kind.Table => ReadTable(reader),
            _ => throw new InvalidDataException(Messages.Get("UnknownValueKind", read)),
        });
    }

#if NET
    private static DateOnly ReadDay(long ticks) => DateOnly.FromDateTime(new DateTime(ticks));
#else
    // Write does not write this kind.
    private static DateTime ReadDay(long ticks) => new(ticks, DateTimeKind.Utc);
#endif

    private static object?[] ReadList(BinaryReader reader)
    {
        var items = new object?[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Read(reader).Value;
        }

        return items;
    }

    private static Dictionary<string, object?> ReadTable(BinaryReader reader)
    {
        var table = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            table[reader.ReadString()] = Read(reader).Value;
        }

        return table;
    }
}
