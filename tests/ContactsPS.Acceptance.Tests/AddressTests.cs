using System.Net;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Acceptance.Tests;

/// <summary>Facts that depend on the address, the credentials and the size of the account.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task The_fact_of_the_vendors_address_holds_if_the_service_responds_there()
    {
        using var service = AtVendors(static (_, send) => send());
        var result = await service.RunAsync(mayWrite: false, settings: service.Settings with { BaseUri = Settings.VendorsUri });
        Assert.Equal(Verdict.Holds, Of(result, "F1"));
        Assert.Equal("the vendor's address", result!.Target);
    }

    [Fact]
    public async Task The_fact_of_the_vendors_address_does_not_hold_if_something_else_responds_there()
    {
        using var service = AtVendors(static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Welcome</html>") }));
        var result = await service.RunAsync(settings: service.Settings with { BaseUri = Settings.VendorsUri });
        Assert.Equal(Verdict.DoesNotHold("200 without an envelope"), Of(result, "F1"));
        Assert.Equal("the address does not respond like the service", result!.EndedBy);
        Assert.All(result.Findings.Skip(1), static finding => Assert.Equal(Outcome.NotDecided, finding.Verdict.Outcome));
        Assert.Equal(1, result.Requests);
    }

    [Fact]
    public async Task The_fact_of_credentials_does_not_hold_if_any_credentials_are_accepted()
    {
        ServiceUnderTest? service = null;
        var change = new ServiceChange("any credentials", [], () => (request, send) =>
        {
            foreach (var (name, value) in new[] { ("Application-Key", service!.Sandbox.ApplicationKey), ("Authorization", service.Sandbox.AuthorizationToken) })
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return send(request);
        });
        using (service = new ServiceUnderTest(change: change))
        {
            var result = await service.RunAsync(mayWrite: false);
            Assert.Equal("200 for a wrong token; 200 for a wrong key; 200 for a Bearer token; 200 for no token; 200 for no key", Of(result, "F2").Detail);
            Assert.Equal(["F2", "F32"], result!.Findings.Where(static finding => finding.Verdict.Outcome == Outcome.DoesNotHold).Select(static finding => finding.Fact.Number));
        }
    }

    [Theory]
    [InlineData(1000, 0, "not decided: the account has fewer than 1000 contacts")]
    [InlineData(1000, 1001, "holds")]
    [InlineData(250, 300, "does not hold: saw a page of 250")]
    public async Task A_page_of_1000_is_checked_by_reading_if_the_account_is_large_enough(int maximumPageSize, int contacts, string verdict)
    {
        using var service = new ServiceUnderTest(new SandboxOptions { MaximumPageSize = maximumPageSize }, contacts: contacts);
        Assert.Equal(verdict, Of(await service.RunAsync(mayWrite: false), "F22").ToString());
    }

    [Fact]
    public async Task A_new_account_without_contacts_is_enough()
    {
        using var service = new ServiceUnderTest(contacts: 0);
        var result = await service.RunAsync();
        Assert.Equal((0, 3), (result!.CountOf(Outcome.DoesNotHold), result.CountOf(Outcome.NotDecided)));
    }

    private static Verdict Of(RunResult? result, string fact) => result!.Findings.Single(finding => finding.Fact.Number == fact).Verdict;

    /// <summary>Requests to the vendor's address are handled here: nothing is sent over the network.</summary>
    private static ServiceUnderTest AtVendors(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> respond)
    {
        ServiceUnderTest? service = null;
        return service = new ServiceUnderTest(change: new ServiceChange("elsewhere", [], () => (request, send) =>
        {
            Assert.StartsWith(Settings.VendorsUri.AbsoluteUri, request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
            request.RequestUri = new Uri(request.RequestUri.AbsoluteUri.Replace(Settings.VendorsUri.AbsoluteUri, service!.Sandbox.BaseUri.AbsoluteUri, StringComparison.Ordinal));
            return respond(request, () => send(request));
        }));
    }
}
