namespace ContactsPS.Acceptance.Tests;

/// <summary>Which services a run may use, and which it may write to.</summary>
public sealed class SettingsTests
{
    private const string Key = "key-of-account-7Q2X";

    [Theory]
    [InlineData("https://api.example.com/v2.1", null, null, false)]
    [InlineData("https://api.example.com/v2.1", "yes", null, false)]
    [InlineData("https://api.example.com/v2.1", null, "7Q2X", false)]
    [InlineData("https://api.example.com/v2.1", "1", "7Q2X", false)]
    [InlineData("https://api.example.com/v2.1", "yes", "7q2x", false)]
    [InlineData("https://api.example.com/v2.1", "yes", "AAAA", false)]
    [InlineData("https://api.example.com/v2.1", "yes", "7Q2X", true)]
    [InlineData(null, "yes", "7Q2X", true)]
    [InlineData(null, "yes", "AAAA", false)]
    [InlineData("http://127.0.0.1:8080/v2.1", null, null, true)]
    [InlineData("http://localhost:8080/v2.1", null, null, true)]
    [InlineData("https://127.0.0.1.example.com/v2.1", null, null, false)]
    public void Writing_to_a_service_other_than_loopback_needs_both_variables(string? address, string? mayWrite, string? account, bool isAllowed)
    {
        var (settings, problem) = Read(address, mayWrite, account, write: true);
        Assert.Equal(isAllowed, settings is not null);
        Assert.Equal(isAllowed, problem is null);
        Assert.NotNull(Read(address, mayWrite, account, write: false).Settings);
    }

    [Theory]
    [InlineData("http://api.example.com/v2.1")]
    [InlineData("ftp://127.0.0.1/v2.1")]
    [InlineData("https://user:secret@api.example.com/v2.1")]
    [InlineData("https://api.example.com/v2.1?x=1")]
    [InlineData("v2.1")]
    public void An_address_that_would_reveal_the_credentials_is_refused(string address)
    {
        var (settings, problem) = Read(address, "yes", "7Q2X", write: false);
        Assert.Null(settings);
        Assert.Contains(Settings.BaseUriName, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "token")]
    [InlineData("key", "")]
    [InlineData("key", "to\nken")]
    public void Credentials_must_be_set_and_be_one_line(string? key, string? authorization)
    {
        var (settings, problem) = Settings.Read(name => name switch { Settings.KeyName => key, Settings.AuthorizationName => authorization, _ => null }, write: false);
        Assert.Null(settings);
        Assert.Contains(Settings.KeyName, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A folder for the result is missing.")]
    [InlineData("A folder for the result is missing.", "--write")]
    [InlineData("There is no option --wirte.", "out", "--wirte")]
    [InlineData("Give only one folder.", "out", "--write", "other")]
    [InlineData("--remove needs the prefix that the run printed, such as acc-1a2b3c4d.", "--remove")]
    [InlineData("--remove needs the prefix that the run printed, such as acc-1a2b3c4d.", "--remove", "acc-")]
    [InlineData("--remove needs the prefix that the run printed, such as acc-1a2b3c4d.", "--remove", "K-123456789")]
    public void Unknown_arguments_are_refused(string problem, params string[] arguments) =>
        Assert.Equal(problem, AcceptanceOptions.Parse(arguments).Problem);

    private static (Settings? Settings, string? Problem) Read(string? address, string? mayWrite, string? account, bool write) => Settings.Read(
        name => name switch
        {
            Settings.KeyName => Key,
            Settings.AuthorizationName => "token/+=:",
            Settings.BaseUriName => address,
            Settings.MayWriteName => mayWrite,
            Settings.AccountName => account,
            _ => null,
        },
        write);
}
