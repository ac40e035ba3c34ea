using ContactsPS.Testing;
using ContactsPS.Tests.Docs;

namespace ContactsPS.Tests.Samples;

/// <summary>The first command of the README.</summary>
public sealed class TourTests
{
    [Fact]
    [Claims("dotnet tool exec --yes powershell -- build.ps1 -Task Tour")]
    public async Task The_tour_runs_to_its_end_and_shows_the_main_features()
    {
        var tour = await PowerShellProcess.RunFileAsync(Repository.PathOf("samples", "tour.ps1"));
        Assert.Equal(string.Empty, tour.Error);
        Assert.Equal(0, tour.ExitCode);
        foreach (var shown in new[] { "292 contacts created", "8 rows refused", "12 members of VIP", "Reachable by e-mail", "Done: everything was as expected" })
        {
            Assert.Contains(shown, tour.Output, StringComparison.Ordinal);
        }
    }
}
