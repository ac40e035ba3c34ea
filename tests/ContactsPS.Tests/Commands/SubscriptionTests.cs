using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class SubscriptionTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public SubscriptionTests() =>
        engine.Run("$all = 1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" -ExternalId \"C-$_\" }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Contacts_are_unsubscribed_and_subscribed_again()
    {
        engine.Run("Get-Contact | Set-ContactSubscription -Channel Email -State Unsubscribed").ThrowIfFailed();
        Assert.Equal(3, engine.Run("Get-Contact -Unsubscribed email").Output.Count);
        engine.Run("Set-ContactSubscription -ExternalId C-2 -Channel email -State Subscribed").ThrowIfFailed();
        Assert.Equal(["C-2"], engine.Run("(Get-Contact -Subscribed email).ExternalId").Texts);
    }

    [Fact]
    public void Several_channels_are_sent_as_one_request_each()
    {
        engine.ForgetRequests();
        engine.Run("$all | Set-ContactSubscription -Channel email, sms -State Unsubscribed").ThrowIfFailed();
        Assert.Equal(["POST /v2.1/contact/unsubscribe/email", "POST /v2.1/contact/unsubscribe/sms"], engine.ChangingRequests);
        Assert.Equal(3, engine.Run("Get-Contact -Unsubscribed email, sms").Output.Count);
    }

    [Fact]
    public void An_unknown_channel_is_refused_by_the_service_and_reported_with_its_code()
    {
        var result = engine.Run("$all | Set-ContactSubscription -Channel fax -State Subscribed");
        Assert.Equal(3, result.Errors.Count);
        Assert.Equal("fax: this is not one of the known channels (email, sms, push, all). It is sent as typed, and the service may refuse it.", Assert.Single(result.Warnings));
        Assert.All(result.Errors, error => Assert.Matches(@"E-\d-\d{3}.*status 422", error.ToString()));
        Assert.Equal(["POST /v2.1/contact/resubscribe/fax"], engine.ChangingRequests.Skip(3));
    }

    [Fact]
    public void A_channel_is_sent_in_lower_case_and_escaped()
    {
        engine.Run("Set-ContactSubscription -Id 1 -Channel 'Web Push/é' -State Subscribed");
        Assert.Equal("POST /v2.1/contact/resubscribe/web%20push%2F%C3%A9", engine.ChangingRequests[^1]);
    }

    [Theory]
    [InlineData("'..'")]
    [InlineData("'.'")]
    [InlineData("' %2e%2E '")]
    [InlineData("'%252e%252e'")]
    [InlineData("\"sms`r`nX: y\"")]
    [InlineData("email, '..'")]
    public void A_channel_that_would_lead_to_another_path_is_refused_for_each_contact_and_nothing_is_sent(string channel)
    {
        engine.ForgetRequests();
        var result = engine.Run($"$all | Set-ContactSubscription -Channel {channel} -State Subscribed; Set-ContactSubscription -Email c1@example.com -Channel {channel} -State Unsubscribed -WhatIf");
        Assert.Equal(["InvalidField", "InvalidField", "InvalidField", "InvalidField"], result.ErrorIds);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void Channels_are_offered_by_completion()
    {
        var offered = engine.Run("""
            $line = 'Set-ContactSubscription -Channel '
            ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText
            """).ThrowIfFailed().Texts;
        Assert.Equal(["email", "sms", "push", "all"], offered);
    }

    [Fact]
    public void PassThru_writes_the_piped_or_looked_up_contact()
    {
        Assert.Equal(["C-1", "C-2", "C-3"], engine.Run("($all | Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru).ExternalId").Texts);
        Assert.Equal(["C-2"], engine.Run("(Set-ContactSubscription -Email c2@example.com -Channel sms -State Subscribed -PassThru).ExternalId").Texts);
    }
}
