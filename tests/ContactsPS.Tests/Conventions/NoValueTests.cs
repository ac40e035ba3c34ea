using System.Collections;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>An empty parameter is refused, or means nothing: it never means everything.</summary>
public sealed class NoValueTests : IDisposable
{
    // These may be empty: a body, a table of additional data, piped input, and what a command reads from a row or clears.
    private static readonly HashSet<string> MayBeEmpty =
    [
        "Body", "ExternalData", "InputObject",
        .. new[] { "Email", "PhoneNumber", "ExternalId", "FirstName", "LastName", "CompanyName", "CreatedAt" }.Select(field => $"New-Contact -{field}"),
        .. new[] { "Email", "PhoneNumber", "NewExternalId", "FirstName", "LastName", "CompanyName", "CreatedAt" }.Select(field => $"Set-Contact -{field}"),
    ];

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public NoValueTests() =>
        engine.Run("$null = New-Contact -ExternalId A -Email a@example.com; $none = $null; Set-Location -LiteralPath $folder", ("folder", folder.PathOf("."))).ThrowIfFailed();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_parameter_that_takes_several_values_refuses_an_empty_list()
    {
        var parameters = engine.Run("Get-Command -Module ContactsPS -CommandType Cmdlet").Output
            .Select(command => (CmdletInfo)command.BaseObject)
            .SelectMany(command => command.Parameters.Values.Where(TakesSeveral).Select(parameter => (Cmdlet: command.Name, Parameter: parameter)))
            .Where(pair => !MayBeEmpty.Contains(pair.Parameter.Name) && !MayBeEmpty.Contains($"{pair.Cmdlet} -{pair.Parameter.Name}"))
            .ToList();
        Assert.NotEmpty(parameters);
        Assert.All(parameters, pair => Assert.True(RefusesNone(pair.Parameter), $"{pair.Cmdlet} -{pair.Parameter.Name}"));
    }

    [Theory]
    [InlineData("Get-Contact -Unsubscribed @() | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Subscribed @() | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Unsubscribed $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -GroupId $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -GroupId '' | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Id @() | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Email $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -ArchivedAfter $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -Partition $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-Contact -InputObject $none | Remove-Contact -Confirm:$false")]
    [InlineData("Get-ContactGroup -Name @() | Remove-ContactGroup -ContactId 1 -GroupId { $_.Id }")]
    [InlineData("Get-ContactGroup -Name '' | Get-Contact | Remove-Contact -Confirm:$false")]
    [InlineData("Get-ContactGroup -InputObject $none | Get-Contact | Remove-Contact -Confirm:$false")]
    [InlineData("Get-ContactSegment -Name @()")]
    [InlineData("Get-ContactField -Name @()")]
    [InlineData("Remove-Contact -Id @() -Confirm:$false")]
    [InlineData("Remove-Contact -InputObject $none -Confirm:$false")]
    [InlineData("Add-ContactGroup -Id 1 -GroupId @()")]
    [InlineData("Remove-ContactGroup -Id 1 -GroupId @()")]
    [InlineData("Remove-ContactGroup -Id 1 -GroupId '  '")]
    [InlineData("Set-ContactSubscription -Id 1 -Channel @() -State Unsubscribed")]
    [InlineData("New-Contact -Email b@example.com -AddToGroup @()")]
    [InlineData("New-Contact -Email b@example.com -AddToGroup $none")]
    [InlineData("@{ ExternalId = 'B'; Email = 'b@example.com' } | Sync-Contact -AddToGroup $none")]
    [InlineData("Sync-Contact -InputObject $none")]
    [InlineData("Sync-Contact -Path $none")]
    [InlineData("Invoke-ContactApi /contact -Query @{}")]
    [InlineData("Invoke-ContactApi /contact -Query @{ groupId = $none }")]
    [InlineData("Export-Contact never.csv -InputObject $none")]
    [InlineData("Export-ContactReport never.html -InputObject $none")]
    [InlineData("Export-ContactReport never.html -Since $none")]
    [InlineData("Stop-ContactSandbox -Sandbox @()")]
    [InlineData("Stop-ContactSandbox -Sandbox $none")]
    [InlineData("Get-ContactConnection -Name $none")]
    [InlineData("Disconnect-ContactService -Name $none")]
    [InlineData("Get-Contact -Connection $none")]
    [InlineData("Connect-ContactService -Credential ([pscredential]::new('application-key', (ConvertTo-SecureString 'token' -AsPlainText))) -BaseUri $none")]
    public void An_empty_value_is_refused_and_nothing_is_done(string command)
    {
        engine.ForgetRequests();
        var result = engine.Run(command);
        Assert.True(result.Errors.Count + (result.Terminating is null ? 0 : 1) > 0, "There was no error.");
        Assert.Empty(result.Output);
        Assert.Empty(engine.Requests);
        Assert.Empty(Directory.GetFiles(folder.PathOf(".")));
        Assert.Equal(["True"], engine.Run("Get-ContactConnection | ForEach-Object { Test-ContactConnection -Connection $_ }").Texts);
    }

    [Theory]
    [InlineData("Invoke-ContactApi /contact -Method DELETE -Body @() -Confirm:$false")]
    [InlineData("Set-Contact -ExternalId A -ExternalData @{} -FirstName Ewa")]
    [InlineData("New-Contact -Email b@example.com -ExternalData @{} | Out-Null")]
    [InlineData("Get-Contact -InputObject @() | Remove-Contact -Confirm:$false")]
    [InlineData("Remove-Contact -InputObject @() -Confirm:$false")]
    public void An_empty_value_never_means_all_contacts(string command)
    {
        engine.Run(command);
        Assert.Contains("A", engine.Run("(Get-Contact).ExternalId").Texts);
    }

    private static bool TakesSeveral(ParameterMetadata parameter) =>
        !Cmdlet.CommonParameters.Contains(parameter.Name)
        && (parameter.ParameterType == typeof(object) || (parameter.ParameterType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(parameter.ParameterType)));

    private static bool RefusesNone(ParameterMetadata parameter) =>
        parameter.Attributes.Any(attribute => attribute.GetType().Name is "ValidateSomeValueAttribute" or "ValidateNotNullOrEmptyAttribute")
        || (parameter.Attributes.OfType<ParameterAttribute>().All(attribute => attribute.Mandatory) && !parameter.Attributes.OfType<AllowEmptyCollectionAttribute>().Any());
}
