namespace ContactsPS.Files;

/// <summary>The checksum at the end of a gzip member. .NET has it only in a package.</summary>
internal struct Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Table = Build();

    private uint register;

    /// <summary>The checksum of everything that was added.</summary>
    public readonly uint Value => register;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var crc = ~register;
        while (bytes.Length >= Slices)
        {
            crc ^= bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16) | ((uint)bytes[3] << 24);
            crc = table[0x700 + (crc & 0xFF)] ^ table[0x600 + ((crc >> 8) & 0xFF)] ^ table[0x500 + ((crc >> 16) & 0xFF)] ^ table[0x400 + (crc >> 24)]
                ^ table[0x300 + bytes[4]] ^ table[0x200 + bytes[5]] ^ table[0x100 + bytes[6]] ^ table[bytes[7]];
            bytes = bytes.Slice(Slices);
        }

        foreach (var one in bytes)
        {
            crc = table[(crc ^ one) & 0xFF] ^ (crc >> 8);
        }

        register = ~crc;
    }

    private static uint[] Build()
    {
        var table = new uint[Slices * 256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++)
        {
            table[i] = table[table[i - 256] & 0xFF] ^ (table[i - 256] >> 8);
        }

        return table;
    }
}
