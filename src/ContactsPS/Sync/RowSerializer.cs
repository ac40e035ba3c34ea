namespace ContactsPS.Sync;

/// <summary>Converts the cells of a row to bytes and back.</summary>
internal sealed class RowSerializer : IDisposable
{
    /// <summary>Marks a column that the row does not have but other rows have.</summary>
    public static readonly object Absent = new();

    private readonly MemoryStream buffer = new();
    private readonly BinaryWriter writer;

    public RowSerializer() => writer = new BinaryWriter(buffer);

    /// <summary>The bytes of a row, valid until the next row is encoded.</summary>
    public ArraySegment<byte> Encode(IReadOnlyList<object?> values)
    {
        buffer.SetLength(0);
        writer.Write(values.Count);
        foreach (var value in values)
        {
            var isPresent = !ReferenceEquals(value, Absent);
            writer.Write(isPresent);
            if (isPresent)
            {
                DataValue.Of(value).Write(writer);
            }
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
            values[i] = reader.ReadBoolean() ? DataValue.Read(reader).Value : Absent;
        }

        return values;
    }

    public void Dispose() => writer.Dispose();
}
