using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>An error for something that does not exist names what was requested: a 404 for a group is not a missing contact.</summary>
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
    public void A_404_names_what_was_not_found_and_what_to_do(string command, string id, string advice)
    {
        using var service = LoopbackServer.Responding(_ => Task.FromResult<string?>(ReceivedRequest.Answer("404 Not Found", NothingThere)));
        using var engine = HostedEngine.WithModule();
        var credential = new System.Management.Automation.PSCredential("key", new System.Net.NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential -MaximumRetryCount 0", ("credential", credential)).ThrowIfFailed();
        Assert.Contains(advice, engine.Run(command).SingleError(id).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Contact -Id 999", "id 999")]
    [InlineData("Set-Contact -Id 999 -FirstName Ewa", "id 999")]
    [InlineData("Set-Contact -ExternalId gone -FirstName Ewa", "external id 'gone'")]
    [InlineData("Remove-Contact -Id 999 -Confirm:$false", "id 999")]
    [InlineData("Remove-Contact -Id 1, 999 -Confirm:$false", "id 999")]
    [InlineData("Remove-Contact -ExternalId gone -Confirm:$false", "external id 'gone'")]
    [InlineData("Set-ContactSubscription -Id 1, 999 -Channel sms -State Subscribed", "id 999")]
    [InlineData("Add-ContactGroup -Id 999 -GroupId 2", "id 999")]
    [InlineData("Remove-ContactGroup -Id 999 -GroupId 2", "id 999")]
    [InlineData("Get-ContactGroup -ContactId 999", "999")]
    [InlineData("@{ Id = 999 } | Get-Contact", "id 999")]
    public void A_contact_that_does_not_exist_is_the_same_error_in_every_cmdlet_and_is_named(string command, string named)
    {
        using var engine = HostedEngine.Connected();
        engine.Run("$null = New-Contact -ExternalId A -Email a@example.com").ThrowIfFailed();
        Assert.Contains(named, engine.Run(command).SingleError("ContactNotFound").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Add-ContactGroup -Id 1 -GroupId 999")]
    [InlineData("Add-ContactGroup -Id 1 -GroupId 1000")]
    [InlineData("Set-Contact -ExternalId A -NewExternalId B")]
    public void Any_other_refusal_is_reported_as_refused(string command)
    {
        using var engine = HostedEngine.Connected();
        engine.Run("$null = @{ ExternalId = 'A'; Email = 'a@example.com' }, @{ ExternalId = 'B'; Email = 'b@example.com' } | New-Contact").ThrowIfFailed();
        engine.Run(command).SingleError("Refused");
    }
}
