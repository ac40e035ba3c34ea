namespace ContactsPS.Endurance;

/// <summary>The printed lines. Thread-safe.</summary>
internal sealed class Journal(TextWriter output)
{
    private const int Width = 120;

    private readonly TextWriter output = TextWriter.Synchronized(output);

    public void Heading(string text) => output.WriteLine($"{Environment.NewLine}{text}{Environment.NewLine}{new string('-', Width)}");

    public void Line(string text) => output.WriteLine(text);

    public void Note(string text) => output.WriteLine($"  . {text}");
}
