using System.Diagnostics;
using System.Management.Automation;

namespace ContactsPS.Shell.Host;

/// <summary>Progress as one line that is drawn over itself, and is gone before anything else is written.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long drawnAt;
    private int drawnWidth;

    public void Show(ProgressRecord record)
    {
        if (Console.IsOutputRedirected)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        if (drawnAt != 0 && Stopwatch.GetElapsedTime(drawnAt) < Interval)
        {
            return;
        }

        var percent = record.PercentComplete < 0 ? string.Empty : $" {record.PercentComplete} %";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");
        text = text[..Math.Min(text.Length, Terminal.Size.Width - 1)];
        Console.Out.Write($"\r{text.PadRight(drawnWidth)}");
        drawnWidth = text.Length;
        drawnAt = Stopwatch.GetTimestamp();
    }

    public void Clear()
    {
        if (drawnWidth > 0)
        {
            Console.Out.Write($"\r{new string(' ', drawnWidth)}\r");
            drawnWidth = 0;
        }
    }
}
