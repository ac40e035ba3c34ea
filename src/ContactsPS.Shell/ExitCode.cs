namespace ContactsPS.Shell;

/// <summary>What the process answers besides the number a script gives to <c>exit</c>; the same numbers pwsh uses.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 64;
    public const int Interrupted = 130;
}
