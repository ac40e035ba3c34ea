namespace ContactsPS.Mono.Tests;

/// <summary>Replaces the tests that could not run.</summary>
public sealed class WithoutMonoTests
{
    [Fact(Skip = "Mono is not installed (Debian: mono-devel), so the build for Windows PowerShell 5.1 was not run on anything like .NET Framework.")]
    public void The_build_for_Windows_PowerShell_runs_on_Mono()
    {
    }
}
