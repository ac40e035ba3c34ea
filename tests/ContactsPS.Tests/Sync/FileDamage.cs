using System.IO.Compression;
using System.Text;

namespace ContactsPS.Tests.Sync;

/// <summary>Damages a file at random, as disks, transfers, editors and people do.</summary>
/// <param name="dice">The source of random numbers.</param>
internal sealed class FileDamage(Random dice, Encoding encoding, char delimiter)
{
    private const int Kinds = 11;

    private readonly List<string> kinds = [];

    /// <summary>The kinds of damage that were applied.</summary>
    public string Kind => string.Join(", ", kinds);

    /// <summary>Damages the content before it is compressed.</summary>
    public byte[] OfContent(byte[] content)
    {
        for (var times = dice.Next(10) switch { < 6 => 1, < 9 => 2, _ => 3 }; times > 0; times--)
        {
            content = dice.Next(Kinds) is var kind && kind < 6 ? OfBytes(content, kind) : OfText(content, kind);
        }

        return content;
    }

    /// <summary>Damages the compressed file.</summary>
    public byte[] OfCompressed(byte[] file)
    {
        for (var times = dice.Next(1, 3); times > 0; times--)
        {
            file = OfBytes(file, dice.Next(6));
        }

        return file;
    }

    public static byte[] Compress(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return whole.ToArray();
    }

    private byte[] OfBytes(byte[] file, int kind)
    {
        var place = dice.Next(file.Length + 1);
        var count = Math.Min(dice.Next(3) == 0 ? dice.Next(1, 300) : dice.Next(1, 4), file.Length - place);
        switch (kind)
        {
            case 0:
                kinds.Add($"cut {count} at {place}");
                return [.. file[..place], .. file[(place + count)..]];
            case 1:
                kinds.Add($"flipped at {place}");
                return [.. file.Select((one, i) => i == place ? (byte)(one ^ (1 << dice.Next(8))) : one)];
            case 2:
                var inserted = dice.Next(2) == 0 ? encoding.GetBytes($"\"\n\r\0 ,;{delimiter}"[dice.Next(8)].ToString()) : [(byte)dice.Next(256)];
                kinds.Add($"inserted {Convert.ToHexString(inserted)} at {place}");
                return [.. file[..place], .. inserted, .. file[place..]];
            case 3:
                kinds.Add($"truncated at {place}");
                return file[..place];
            case 4:
                kinds.Add($"{count} NULs, of which {count / 2} in place of the end");
                return [.. file[..^(count / 2)], .. new byte[count]];
            default:
                kinds.Add($"joined with itself from {place}");
                return dice.Next(2) == 0 ? [.. file, .. file[place..]] : [.. file[..place], .. file];
        }
    }

    private byte[] OfText(byte[] content, int kind)
    {
        var lines = encoding.GetString(content).Split('\n').ToList();
        var place = dice.Next(lines.Count);
        var count = Math.Min(dice.Next(1, 6), lines.Count - place);
        switch (kind)
        {
            case 6:
                kinds.Add($"{count} lines lost from {place}");
                lines.RemoveRange(place, count);
                break;
            case 7:
                kinds.Add($"{count} lines twice from {place}");
                lines.InsertRange(dice.Next(lines.Count), lines.GetRange(place, count));
                break;
            case 8:
                kinds.Add($"columns swapped in {count} lines from {place}");
                var (one, other) = (dice.Next(9), dice.Next(9));
                count = dice.Next(3) == 0 ? lines.Count - place : count;
                for (var i = place; i < place + count; i++)
                {
                    lines[i] = Swapped(lines[i], one, other);
                }

                break;
            case 9:
                var mixed = dice.Next(4) switch { 0 => Encoding.Unicode, 1 => CodePagesEncodingProvider.Instance.GetEncoding(1250)!, 2 => Encoding.BigEndianUnicode, _ => new UTF8Encoding(false) };
                count = Math.Min(count, lines.Count - 1 - place);
                kinds.Add($"{mixed.WebName} in {count} lines from {place}");
                return [.. Bytes(encoding, lines[..place]), .. Bytes(mixed, lines[place..(place + count)]), .. Bytes(encoding, lines[(place + count)..])[..^encoding.GetByteCount("\n")]];
            default:
                kinds.Add($"a line moved from {place}");
                var moved = lines[place];
                lines.RemoveAt(place);
                lines.Insert(dice.Next(lines.Count + 1), moved);
                break;
        }

        return encoding.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Bytes(Encoding encoding, List<string> lines) => encoding.GetBytes(string.Concat(lines.Select(line => line + '\n')));

    private string Swapped(string line, int one, int other)
    {
        var cells = line.TrimEnd('\r').Split(delimiter);
        if (one < cells.Length && other < cells.Length)
        {
            (cells[one], cells[other]) = (cells[other], cells[one]);
        }

        return string.Join(delimiter, cells) + (line.EndsWith('\r') ? "\r" : string.Empty);
    }
}
