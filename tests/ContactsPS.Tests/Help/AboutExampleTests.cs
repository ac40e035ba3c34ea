using System.Text.RegularExpressions;
using ContactsPS.Tests.Connections;

namespace ContactsPS.Tests.Help;

/// <summary>
/// Each example of the about pages runs as printed, on its own, in the session that <see cref="ExampleSession"/> describes. Examples that say what they need (`# needs Windows`) are
/// only parsed.
/// </summary>
[Collection(nameof(EnvironmentTests))]
public sealed class AboutExampleTests : IDisposable
{
    private readonly ExampleSession session = new();

    public static TheoryData<string, int> Examples =>
        [.. AboutPage.All.SelectMany(page => page.Examples.Index().Where(example => !AboutPage.NeedsMore(example.Item)).Select(example => (page.Name, example.Index + 1)))];

    public void Dispose() => session.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_as_printed(string page, int number)
    {
        var code = AboutPage.Of(page).Examples[number - 1];
        if (!code.Contains("New-Contact", StringComparison.Ordinal))
        {
            session.CreateCustomers();
        }

        // A sandbox names its own address, and is not reached through another machine's proxy.
        if (!Regex.IsMatch(code, "Start-ContactSandbox|-Proxy "))
        {
            session.LeadConnectionsToSandbox();
        }

        var run = session.Run(code).ThrowIfFailed();
        Assert.All(run.Warnings, warning => Assert.StartsWith("These columns are not sent: ", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_recipe_keeps_the_refused_rows()
    {
        session.Write("customers.csv", "ExternalId,Email,City\nK-1,anna@customer.example,Gdynia\nC-1002,twice@customer.example,Sopot\nK-3,,Hel\nK-4,jan@customer.example,\n");
        var code = AboutPage.Of("about_ContactsPS_Pipelines").Examples.First(example => example.Contains("refused.csv", StringComparison.Ordinal));
        Assert.Equal(2, session.Run(code).ThrowIfFailed().Output.Count);
        Assert.Equal("\"ExternalId\",\"Email\",\"City\"\n\"K-3\",\"\",\"Hel\"\n\"C-1002\",\"twice@customer.example\",\"Sopot\"\n", session.Read("refused.csv"));
    }

    [Fact]
    public void The_recipe_for_errors_writes_the_missing_id_and_removes_the_other_contact()
    {
        var code = AboutPage.Of("about_ContactsPS_Pipelines").Examples.First(example => example.Contains("C-0000", StringComparison.Ordinal));
        Assert.StartsWith("C-0000: ", Assert.Single(session.Run(code).ThrowIfFailed().Texts), StringComparison.Ordinal);
        session.Run("Get-Contact -ExternalId C-1002").SingleError("ContactNotFound");
    }
}
