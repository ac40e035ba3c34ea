namespace ContactsPS.Shell;

internal enum RunOutcome
{
    Completed,

    /// <summary>A terminating error, which has been shown.</summary>
    Failed,

    /// <summary>Ctrl+C.</summary>
    Stopped,
}
