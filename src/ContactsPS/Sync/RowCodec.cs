using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ContactsPS.Binding;

namespace ContactsPS.Sync;

/// <summary>Makes bytes of a row's cells, and cells of the bytes. What is none of the kinds that a field takes is kept as text.</summary>
internal sealed class RowCodec : IDisposable
{
    private enum Kind : byte
    {
        Empty,
        Text,
        Truth,
        Whole,
        Exact,
        Real,
        Date,
        Moment,
        List,
        Table,
        Absent,
    }

    /// <summary>Stands where a row does not have a column that others have.</summary>
    public static readonly object Absent = new();

    private readonly MemoryStream buffer = new();
    private readonly BinaryWriter writer;

    public RowCodec() => writer = new BinaryWriter(buffer);

    /// <summary>A row's bytes, good until the next is encoded.</summary>
    public ArraySegment<byte> Encode(IReadOnlyList<object?> values)
    {
        buffer.SetLength(0);
        writer.Write(values.Count);
        foreach (var value in values)
        {
            Write(value);
        }

        return new ArraySegment<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A row's values.</summary>
    public static object?[] Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var values = new object?[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Read(reader);
        }

        return values;
    }

    public void Dispose() => writer.Dispose();

    private void Write(object? value)
    {
        switch (InputRow.Unwrap(value))
        {
            case { } absent when ReferenceEquals(absent, Absent):
                writer.Write((byte)Kind.Absent);
                break;
            case null:
                writer.Write((byte)Kind.Empty);
                break;
            case string text:
                writer.Write((byte)Kind.Text);
                writer.Write(text);
                break;
            case bool truth:
                writer.Write((byte)Kind.Truth);
                writer.Write(truth);
                break;
            case long or int or short or byte or sbyte or ushort or uint:
                writer.Write((byte)Kind.Whole);
                writer.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal exact:
                writer.Write((byte)Kind.Exact);
                writer.Write(exact);
                break;
            case double or float:
                writer.Write((byte)Kind.Real);
                writer.Write(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case DateTime date:
                writer.Write((byte)Kind.Date);
                writer.Write(date.ToBinary());
                break;
            case DateTimeOffset moment:
                writer.Write((byte)Kind.Moment);
                writer.Write(moment.UtcTicks);
                break;
            case IDictionary or PSObject { BaseObject: PSCustomObject }:
                WriteTable(new InputRow(PSObject.AsPSObject(value)));
                break;
            case IEnumerable list:
                var items = list.Cast<object?>().ToArray();
                writer.Write((byte)Kind.List);
                writer.Write(items.Length);
                Array.ForEach(items, Write);
                break;
            default:
                writer.Write((byte)Kind.Text);
                writer.Write(LanguagePrimitives.ConvertTo<string>(value));
                break;
        }
    }

    private void WriteTable(InputRow table)
    {
        var columns = table.Columns.ToArray();
        writer.Write((byte)Kind.Table);
        writer.Write(columns.Length);
        foreach (var column in columns)
        {
            writer.Write(column);
            Write(table.Cell(column));
        }
    }

    private static object? Read(BinaryReader reader)
    {
        switch ((Kind)reader.ReadByte())
        {
            case Kind.Text:
                return reader.ReadString();
            case Kind.Truth:
                return reader.ReadBoolean();
            case Kind.Whole:
                return reader.ReadInt64();
            case Kind.Exact:
                return reader.ReadDecimal();
            case Kind.Real:
                return reader.ReadDouble();
            case Kind.Date:
                return DateTime.FromBinary(reader.ReadInt64());
            case Kind.Moment:
                return new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            case Kind.List:
                var items = new object?[reader.ReadInt32()];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Read(reader);
                }

                return items;
            case Kind.Table:
                var table = new Dictionary<string, object?>(StringComparer.Ordinal);
                for (var left = reader.ReadInt32(); left > 0; left--)
                {
                    table[reader.ReadString()] = Read(reader);
                }

                return table;
            case Kind.Absent:
                return Absent;
            default:
                return null;
        }
    }
}
