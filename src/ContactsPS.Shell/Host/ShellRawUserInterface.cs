using System.Management.Automation.Host;

namespace ContactsPS.Shell.Host;

/// <summary>The console below the lines: its width above all, which is what tables are cut to.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    public override Size BufferSize { get => Terminal.Size; set => throw Unsupported(); }

    public override Size WindowSize { get => Terminal.Size; set => throw Unsupported(); }

    public override Size MaxWindowSize => Terminal.Size;

    public override Size MaxPhysicalWindowSize => Terminal.Size;

    public override Coordinates WindowPosition { get => default; set => throw Unsupported(); }

    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override string WindowTitle { get; set; } = "ContactsPS";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? default : new Coordinates(Console.CursorLeft, Console.CursorTop);
        set
        {
            if (!Console.IsOutputRedirected)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
        {
            throw new HostException("Standard input is redirected: there is no key to read.");
        }

        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: options.HasFlag(ReadKeyOptions.IncludeKeyDown));
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected)
        {
            // The engine's Clear-Host fills the whole buffer with blanks; nothing else calls this.
            Console.Clear();
        }
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported();

    private static NotSupportedException Unsupported() => new("This shell writes lines; it does not address the screen.");
}
