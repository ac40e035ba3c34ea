using ContactsPS.Files;

namespace ContactsPS.Mono.Tests;

public sealed class CsvReaderTests
{
    private static readonly string[][] Records =
        [["Name", "Note"], ["Anna", "says \"hello\", twice"], ["Żółć", "one\r\n\r\ntwo"], ["", "\""], ["last", new string('x', 10_000)]];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void A_text_is_read_completely_however_small_its_chunks_are(int atATime)
    {
        using var written = new StringWriter();
        var writer = new CsvWriter(written, ',');
        foreach (var record in Records)
        {
            writer.Write(record);
        }

        using var text = new SlowReader(written.ToString(), atATime);
        var reader = new CsvReader(text, ',');
        Assert.All(Records, record => Assert.Equal(record, Next(reader)));
        Assert.Null(Next(reader));
    }

    [Fact]
    public void The_line_of_a_record_is_counted_across_chunks()
    {
        using var text = new SlowReader("a,b\r\n\r\n\"1\r\n2\",c\r\nd,e", 1);
        var reader = new CsvReader(text, ',');
        Assert.Equal(["a", "b"], Next(reader));
        Assert.Equal(["1\r\n2", "c"], Next(reader));
        Assert.Equal(3, reader.Line);
        Assert.Equal(["d", "e"], Next(reader));
        Assert.Equal(5, reader.Line);
    }

    [Theory]
    [InlineData("C-1, \"Nowak, Sp. z o.o.\",Jan", "C-1|Nowak, Sp. z o.o.|Jan")]
    [InlineData("\t a , b\t ,c", "a |b\t|c")]
    [InlineData("a b  ,c d, e f ", "a b  |c d|e f ")]
    [InlineData("5\" disk ,\"a\" \t,\"\"", "5\" disk |a|")]
    [InlineData("\"a\"\"b\",\"\"\"\"", "a\"b|\"")]
    [InlineData("a,b,", "a|b")]
    [InlineData("a,b,\n", "a|b|")]
    public void Cells_are_read_as_Import_Csv_reads_them(string text, string cells)
    {
        var reader = new CsvReader(new SlowReader(text, 1), ',');
        Assert.Equal(cells.Split('|'), Next(reader));
        Assert.Equal(CsvFlaw.None, reader.Flaw);
        Assert.Equal(!text.EndsWith("\n", StringComparison.Ordinal), reader.IsUnterminated);
    }

    [Fact]
    public void Text_after_a_closing_quotation_mark_is_a_defect_of_its_cell()
    {
        var reader = new CsvReader(new StringReader("a,\"b\" c,\"d\"e\nf"), ',');
        Assert.Equal(["a", "b c", "de"], Next(reader));
        Assert.Equal((CsvFlaw.TextBehindQuote, 2), (reader.Flaw, reader.FlawedCell));
        Assert.Equal(["f"], Next(reader));
        Assert.Equal(CsvFlaw.None, reader.Flaw);
    }

    [Fact]
    public void An_unclosed_quotation_mark_does_not_exhaust_the_memory()
    {
        using var text = new EndlessReader("a,\"b");
        var exception = Assert.Throws<InvalidDataException>(() => new CsvReader(text, ',').Read());
        Assert.Contains("near line 1", exception.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string>? Next(CsvReader reader) => reader.Read() ? reader.Cells : null;

    /// <summary>A text that never ends.</summary>
    private sealed class EndlessReader(string start) : TextReader
    {
        private bool hasBegun;

        public override int Read(char[] buffer, int index, int count)
        {
            var text = hasBegun ? new string('x', count) : start;
            text.CopyTo(0, buffer, index, text.Length);
            hasBegun = true;
            return text.Length;
        }
    }

    /// <summary>Returns a few characters at a time and has no buffer, as a StreamReader over a stream that returns less than requested.</summary>
    private sealed class SlowReader(string text, int atATime) : TextReader
    {
        private int position;

        public override int Peek() => -1;

        public override int Read() => position < text.Length ? text[position++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            var taken = Math.Min(Math.Min(atATime, count), text.Length - position);
            text.CopyTo(position, buffer, index, taken);
            position += taken;
            return taken;
        }
    }
}
