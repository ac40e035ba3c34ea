using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using ContactsPS.Files;

namespace ContactsPS.Mono.Tests;

/// <summary>Gzip is read to its end, or not at all.</summary>
public sealed class GzipTests
{
    // As Python's gzip and zlib write them: a header with all optional parts; three members, the second of which is empty.
    private const string FullHeader = "H4sIHgAAAAAC/wQAYWIAAGMuY3N2AGNvbW1lbnQAUKZzrShJLcpLzPFM4XLkAgA/5OFYDQAAAA==";
    private const string ThreeMembers = "H4sIAAAAAAACA3OtKEktykvM8UzhAgC3teYeCwAAAB+LCAAAAAAAAgMDAAAAAAAAAAAAH4sIAAAAAAACA3PkAgClhW5IAgAAAA==";

    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 3000).Select(row => $"K-{row},c{row}@example.com,{row * 7919 % 1000}\n")));

    /// <summary>The size of a read decides when a DeflateStream reads ahead.</summary>
    public static TheoryData<int> Steps => [1, 7, 4096, 64 * 1024];

    [Theory]
    [InlineData(FullHeader)]
    [InlineData(ThreeMembers)]
    public void A_file_compressed_by_Python_is_read(string file) =>
        Assert.Equal("ExternalId\nA\n", Encoding.UTF8.GetString(Read(Convert.FromBase64String(file), 5)));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Members_are_read_one_after_the_other(int step)
    {
        byte[] file = [.. Compress(Rows), .. Compress([]), .. Compress(Rows), .. Compress(Encoding.UTF8.GetBytes("end"))];
        Assert.Equal([.. Rows, .. Rows, .. Encoding.UTF8.GetBytes("end")], Read(file, step));
    }

    [Fact]
    public void A_member_may_contain_the_signature_of_another_member()
    {
        // Random bytes are stored uncompressed.
        var random = new byte[200_000];
        new Random(1).NextBytes(random);
        for (var i = 0; i + 3 < random.Length; i += 100)
        {
            (random[i], random[i + 1], random[i + 2]) = (0x1F, 0x8B, 8);
        }

        Assert.Equal([.. random, .. random], Read([.. Compress(random), .. Compress(random)], 4096));
    }

    [Fact]
    public void A_file_compressed_by_the_gzip_program_is_read()
    {
        foreach (var level in (string[])["-1", "-9"])
        {
            if (Gzip(level) is not { } file)
            {
                Assert.Skip("There is no gzip program.");
                return;
            }

            Assert.Equal(Rows, Read(file, 4096));
            Assert.All(Cuts(file), cut => Assert.Throws<InvalidDataException>(() => Read(cut, 4096)));
        }
    }

    [Fact]
    public void A_file_truncated_at_any_byte_is_refused()
    {
        byte[] file = [.. Compress(Encoding.UTF8.GetBytes("one")), .. Compress(Encoding.UTF8.GetBytes("two, which is longer"))];
        var first = Compress(Encoding.UTF8.GetBytes("one")).Length;
        Assert.All(Enumerable.Range(0, file.Length).Where(length => length != first), length => Assert.Throws<InvalidDataException>(() => Read(file.Take(length).ToArray(), 100)));
        Assert.All(Cuts(Compress(Rows)), cut => Assert.Throws<InvalidDataException>(() => Read(cut, 100)));
    }

    [Fact]
    public void Any_flipped_bit_is_detected_or_has_no_effect()
    {
        var text = Encoding.UTF8.GetBytes("ExternalId,Email\nA,a@example.com\nB,b@example.com\n");
        byte[] file = [.. Compress(text), .. Compress(text)];
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                // A time, or the name of a system, in a header.
                Assert.Equal([.. text, .. text], Read(damaged, 100));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("1F")]
    [InlineData("1F8B")]
    [InlineData("1F8B08")]
    [InlineData("4E6F7420677A6970204E6F7420677A6970")]
    [InlineData("00000000000000000000000000000000000000000000")]
    public void Bytes_after_the_last_member_are_refused(string hex)
    {
        var added = Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(i * 2, 2), 16));
        Assert.Throws<InvalidDataException>(() => Read([.. Compress(Rows), .. added], 4096));
        Assert.Throws<InvalidDataException>(() => Read([.. Compress([]), .. added], 4096));
    }

    [Theory]
    [InlineData(4, "the checksum or the length is wrong")]
    [InlineData(8, "the checksum or the length is wrong")]
    public void A_wrong_checksum_or_length_is_refused(int fromEnd, string reason)
    {
        var file = Compress(Rows);
        file[file.Length - fromEnd] ^= 1;
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(file, 4096)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> Cuts(byte[] file) =>
        Enumerable.Range(1, 24).Select(missing => file.Length - missing).Concat([file.Length / 2, file.Length * 96 / 100, 20, 10, 9, 1, 0]).Select(length => file.Take(length).ToArray());

    private static byte[] Compress(byte[] bytes)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes, 0, bytes.Length);
        }

        // .NET Framework writes no bytes at all if there is no content.
        return file.Length > 0 ? file.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Read(byte[] file, int step)
    {
        using var gzip = new GzipReader(new MemoryStream(file));
        using var plain = new MemoryStream();
        var buffer = new byte[step];
        for (var read = gzip.Read(buffer, 0, step); read > 0; read = gzip.Read(buffer, 0, step))
        {
            plain.Write(buffer, 0, read);
        }

        return plain.ToArray();
    }

    private static byte[]? Gzip(string level)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Rows);
            using var process = Process.Start(new ProcessStartInfo("gzip", $"{level} -c \"{path}\"") { RedirectStandardOutput = true, UseShellExecute = false })!;
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return output.ToArray();
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
