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
    public void A_text_is_read_to_its_end_however_little_of_it_is_there_at_a_time(int atATime)
    {
        using var written = new StringWriter();
        var writer = new CsvWriter(written, ',');
        foreach (var record in Records)
        {
            writer.Write(record);
        }

        using var text = new SlowReader(written.ToString(), atATime);
        var reader = new CsvReader(text, ',');
        Assert.All(Records, record => Assert.Equal(record, reader.Read()));
        Assert.Null(reader.Read());
    }

    [Fact]
    public void The_line_of_a_record_is_counted_across_what_is_read_at_a_time()
    {
        using var text = new SlowReader("a,b\r\n\r\n\"1\r\n2\",c\r\nd,e", 1);
        var reader = new CsvReader(text, ',');
        Assert.Equal(["a", "b"], reader.Read());
        Assert.Equal(["1\r\n2", "c"], reader.Read());
        Assert.Equal(3, reader.Line);
        Assert.Equal(["d", "e"], reader.Read());
        Assert.Equal(5, reader.Line);
    }

    /// <summary>Has a few characters at a time and none buffered, as a StreamReader over a stream that brings less than it is asked for.</summary>
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
