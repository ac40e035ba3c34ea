using Xunit;

namespace ContactsPS.Tests.Shell;

public sealed class Stand_ins : IDisposable
{
    private const string ShowCells =
        " | ForEach-Object { @(foreach ($cell in $_.PSObject.Properties) { if ($null -eq $cell.Value) { 'null' } else { \"[$($cell.Value)]\" } }) -join ' ' }";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Select_Object_First_stops_the_command_before_it()
    {
        var answer = await ShellProcess.Run("-c", "1..[int]::MaxValue | ForEach-Object { $global:last = $_; $_ } | Select-Object -First 2 -Skip 1; \"read $last\"");

        Assert.Equal("2\n3\nread 3\n", answer.Output);
        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public async Task Select_Object_takes_properties_by_name_and_wildcard()
    {
        var answer = await ShellProcess.Run("-c", "[pscustomobject]@{ Id = 1; FirstName = 'Ewa'; LastName = 'Mazur' } | Select-Object *Name, Missing" + ShowCells);

        Assert.Equal("[Ewa] [Mazur] null\n", answer.Output);
    }

    [Fact]
    public async Task Select_Object_refuses_the_calculated_properties_it_does_not_know()
    {
        var answer = await ShellProcess.Run("-c", "1 | Select-Object @{ n = 'Twice'; e = { $_ * 2 } }");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Hashtable", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Csv_reads_quotes_commas_line_breaks_and_diacritics()
    {
        var path = folder.Write("quotes.csv", "Id,Name\n1,\"Piekarnia \"\"Pod Kłosem\"\", Łódź\"\n2,\"two\nlines\"\n\n3,\"\"\n");

        var answer = await ShellProcess.Run("-c", $"Import-Csv '{path}'{ShowCells}");

        Assert.Equal("[1] [Piekarnia \"Pod Kłosem\", Łódź]\n[2] [two\nlines]\n[3] []\n", answer.Output);
    }

    [Fact]
    public async Task Import_Csv_takes_another_delimiter_and_ignores_a_byte_order_mark()
    {
        var path = folder.Write("semicolons.csv", "Id;Name\r\n1;\"a;b\"\r\n", byteOrderMark: true);

        var answer = await ShellProcess.Run("-c", $"Import-Csv '{path}' -Delimiter ';' | ForEach-Object {{ \"$($_.Id) $($_.Name)\" }}");

        Assert.Equal("1 a;b\n", answer.Output);
    }

    [Fact]
    public async Task Import_Csv_leaves_missing_cells_at_the_end_null()
    {
        var path = folder.Write("short.csv", "Id,First,Last\n1,Ewa\n2,Jan,\n");

        var answer = await ShellProcess.Run("-c", $"Import-Csv '{path}'{ShowCells}");

        Assert.Equal("[1] [Ewa] null\n[2] [Jan] []\n", answer.Output);
    }

    [Fact]
    public async Task Import_Csv_stops_at_a_line_that_is_no_csv()
    {
        var path = folder.Write("broken.csv", "Id,Name\n1,\"a\"b\n");

        var answer = await ShellProcess.Run("-c", $"Import-Csv '{path}'");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Line 2", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Csv_reads_the_encoding_that_it_is_told()
    {
        var path = folder.PathOf("latin.csv");
        await File.WriteAllBytesAsync(path, System.Text.Encoding.Latin1.GetBytes("Name\nMüller\n"));

        var answer = await ShellProcess.Run("-c", $"(Import-Csv '{path}' -Encoding latin1).Name");

        Assert.Equal("Müller\n", answer.Output);
    }

    [Fact]
    public async Task Export_Csv_writes_the_columns_of_the_first_row_so_that_Import_Csv_reads_them()
    {
        var path = folder.PathOf("out.csv");

        var answer = await ShellProcess.Run("-c", $"[pscustomobject]@{{ Id = 1; Name = 'say \"Kłos\", twice' }}, [pscustomobject]@{{ Id = 2; Other = 'x' }} | Export-Csv '{path}' -NoTypeInformation -Encoding UTF8; Import-Csv '{path}'{ShowCells}");

        Assert.Equal("[1] [say \"Kłos\", twice]\n[2] []\n", answer.Output);
        Assert.StartsWith("\"Id\",\"Name\"\n\"1\",", (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Host_goes_past_the_pipeline()
    {
        var answer = await ShellProcess.Run("-c", "$kept = Write-Host 'seen' 1, 2 -NoNewline; \"|kept $(@($kept).Count)\"");

        Assert.Equal("seen 1 2|kept 0\n", answer.Output);
    }

    [Fact]
    public async Task Format_List_and_Format_Table_draw_as_the_engine_does()
    {
        var answer = await ShellProcess.Run("-c", "$row = [pscustomobject]@{ A = 1; B = 2 }; $row | Format-List B; $row | Format-Table A, @{ n = 'Sum'; e = { $_.A + $_.B } }");

        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["B : 2", "A Sum", "- ---", "1   3"], lines);
    }
}
