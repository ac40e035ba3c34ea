using System.Text;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>A service may return shorter pages than requested: a list ends only with an empty page.</summary>
public sealed class ShortPageTests
{
    private const string Rows = "$rows = 1..250 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } }";

    [Theory]
    [InlineData("")]
    [InlineData("-ThrottleLimit 1")]
    [InlineData("-PageSize 100")]
    public void An_account_is_read_completely_if_the_service_returns_smaller_pages(string arguments)
    {
        using var engine = HostedEngine.Connected("-MaximumPageSize 70");
        engine.Run($"{Rows}; $null = $rows | New-Contact").ThrowIfFailed();
        Assert.Equal(250, engine.Run($"Get-Contact {arguments}").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void A_sync_creates_no_duplicates_if_the_service_returns_smaller_pages()
    {
        using var engine = HostedEngine.Connected("-MaximumPageSize 70");
        engine.Run($"{Rows}; $null = $rows | New-Contact").ThrowIfFailed();
        Assert.Equal(["Unchanged 250"], engine.Run("$rows | Sync-Contact | Group-Object Action | ForEach-Object { \"$($_.Name) $($_.Count)\" }").ThrowIfFailed().Texts);
    }

    [Fact]
    public void An_export_is_complete_if_the_service_returns_smaller_pages()
    {
        using var folder = new ScratchFolder();
        using var engine = HostedEngine.Connected("-MaximumPageSize 70");
        engine.Run($"{Rows}; $null = $rows | New-Contact; Export-Contact $file", ("file", folder.PathOf("all.csv"))).ThrowIfFailed();
        Assert.Equal(251, File.ReadAllLines(folder.PathOf("all.csv")).Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(99, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    public void A_list_takes_one_request_more_than_it_has_pages(int contacts, int requests)
    {
        using var engine = HostedEngine.Connected();
        engine.Run($"$null = 1..{contacts + 1} | Select-Object -First {contacts} | ForEach-Object {{ @{{ Email = \"c$_@example.com\" }} }} | New-Contact").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Equal(contacts, engine.Run("Get-Contact -PageSize 100 -ThrottleLimit 1").ThrowIfFailed().Output.Count);
        Assert.Equal(requests, engine.Requests.Count);
    }

    [Theory]
    [InlineData("Get-Contact -Id 1")]
    [InlineData("Get-Contact -Email c1@example.com")]
    [InlineData("Get-Contact -First 1")]
    public void A_look_up_and_a_satisfied_First_take_one_request(string command)
    {
        using var engine = HostedEngine.Connected();
        engine.Run("$null = 1..3 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Single(engine.Run(command).ThrowIfFailed().Output);
        Assert.Single(engine.Requests);
    }

    [Theory]
    [InlineData("Get-ContactField")]
    [InlineData("Get-ContactSegment")]
    [InlineData("Get-ContactGroup")]
    [InlineData("Invoke-ContactApi /anything -Paginate")]
    public void A_list_that_the_service_does_not_page_is_written_once(string command)
    {
        using var service = ServiceThatDoesNotPage(items: 3);
        using var engine = Connected(service);
        Assert.Equal(["One", "Two", "Three"], engine.Run($"({command}).name").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("Get-ContactField -PageSize 3")]
    [InlineData("Invoke-ContactApi /anything -Paginate -Query @{ limit = 3 }")]
    public void A_full_page_that_is_returned_repeatedly_is_an_error(string command)
    {
        using var service = ServiceThatDoesNotPage(items: 3);
        using var engine = Connected(service);
        engine.Run(command).SingleError("NotTheService");
    }

    [Fact]
    public void Completion_knows_the_fields_of_a_list_that_is_not_paged()
    {
        using var service = ServiceThatDoesNotPage(items: 3);
        using var engine = Connected(service);
        Assert.Equal(["One"], engine.Run("(TabExpansion2 'Get-ContactField O').CompletionMatches.CompletionText").ThrowIfFailed().Texts);
    }

    private static LoopbackServer ServiceThatDoesNotPage(int items)
    {
        string[] names = ["One", "Two", "Three"];
        var data = string.Join(',', names.Take(items).Select((name, place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"id":{{place + 1}},"name":"{{name}}"}""")));
        return LoopbackServer.Repeating(Encoding.UTF8.GetBytes($$"""{"meta":{"numberOfErrors":0,"status":200,"uniqId":"r"},"data":[{{data}}],"errors":[]}"""), "HTTP/1.1 200 OK", "Content-Type: application/json");
    }

    private static HostedEngine Connected(LoopbackServer service)
    {
        var engine = HostedEngine.WithModule();
        var credential = new System.Management.Automation.PSCredential("key", new System.Net.NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential -MaximumRetryCount 0", ("credential", credential)).ThrowIfFailed();
        return engine;
    }
}
