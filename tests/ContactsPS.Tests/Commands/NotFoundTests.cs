using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>What the service does not find is named for what was asked for: a 404 about a group is no missing contact.</summary>
public sealed class NotFoundTests
{
    private const string NothingThere = """{"meta":{"numberOfErrors":1,"status":404,"uniqId":"r"},"data":[],"errors":[{"title":"Not found"}]}""";

    [Theory]
    [InlineData("Get-Contact -GroupId 7", "GroupNotFound", "Get-ContactGroup")]
    [InlineData("[pscustomobject]@{ Id = 1 } | Get-Contact", "ContactNotFound", "Get-Contact -Archived")]
    [InlineData("Get-ContactGroup -ContactId 1", "ContactNotFound", "Get-Contact -Archived")]
    [InlineData("Get-ContactField", "NotFound", "path")]
    [InlineData("Get-ContactSegment", "NotFound", "path")]
    [InlineData("Invoke-ContactApi /group/7", "NotFound", "path")]
    [InlineData("Invoke-ContactApi /group/7 -Method DELETE -Confirm:$false", "NotFound", "path")]
    public void A_404_says_what_was_not_found_and_what_to_do(string command, string id, string advice)
    {
        using var service = LoopbackServer.Responding(_ => Task.FromResult<string?>(ReceivedRequest.Answer("404 Not Found", NothingThere)));
        using var engine = HostedEngine.WithModule();
        var credential = new System.Management.Automation.PSCredential("key", new System.Net.NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential -MaximumRetryCount 0", ("credential", credential)).ThrowIfFailed();
        Assert.Contains(advice, engine.Run(command).SingleError(id).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
