using ContactsPS.Testing;

namespace ContactsPS.Tests.Docs;

/// <summary>The picture in the README shows what the tour prints.</summary>
public sealed class TourPictureTests
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    [Fact]
    public async Task The_picture_shows_what_the_tour_prints()
    {
        // A terminal of 80 columns with colours, although the output is redirected.
        var terminal = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NO_COLOR"] = null, ["TERM"] = "xterm-256color", ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "1" };
        var tour = await PowerShellProcess.RunFileAsync(new ProcessEnvironment(Repository.Root, terminal), Repository.PathOf("samples", "tour.ps1"));
        Assert.Equal((0, string.Empty), (tour.ExitCode, tour.Error));

        var path = Repository.PathOf("docs", "tour.svg");
        var drawn = TourPicture.Render(tour.Output);
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            await File.WriteAllTextAsync(path, drawn);
        }

        var current = File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(current == drawn, $"docs/tour.svg differs from the output of the tour. To update it, run this test with {WriteVariable}=1 in the environment.");
    }
}
