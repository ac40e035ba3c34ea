using System.Management.Automation;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Completion;

/// <summary>Each parameter is listed here: its values are known to the service, the session or the module, and Tab offers them, or only the caller knows them.</summary>
public sealed class CompletionConventionTests(ConnectedEngine shared) : IClassFixture<ConnectedEngine>
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "Get-Contact -GroupId", "Get-Contact -Subscribed", "Get-Contact -Unsubscribed",
        "New-Contact -AddToGroup", "New-Contact -ExternalData", "New-Contact -ExternalDataProperty",
        "Set-Contact -ExternalData", "Set-Contact -ExternalDataProperty",
        "Set-ContactSubscription -Channel", "Set-ContactSubscription -State",
        "Add-ContactGroup -GroupId", "Remove-ContactGroup -GroupId", "Get-ContactGroup -Name", "Get-ContactGroup -Id",
        "Get-ContactField -Name", "Get-ContactSegment -Id", "Get-ContactSegment -Name",
        "Get-ContactConnection -Name", "Disconnect-ContactService -Name",
        "Connect-ContactService -Secret", "Connect-ContactService -Vault",
        "Sync-Contact -Encoding", "Sync-Contact -MatchOn", "Sync-Contact -ExternalDataProperty", "Sync-Contact -AddToGroup", "Sync-Contact -Map", "Sync-Contact -ManageGroup", "Sync-Contact -ManageSubscription", "Sync-Contact -GroupId",
        "Invoke-ContactApi -Method", "Start-ContactSandbox -Fault", "Start-ContactSandbox -Alternative", "Start-ContactSandbox -Encoding", "Export-Contact -Encoding", "Export-Contact -Include",
    };

    /// <summary>Only the caller knows the value. Objects (-Connection, -Sandbox) are in variables, which the engine completes.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "ApplicationKey", "ArchivedAfter", "ArchivedBefore", "AuthorizationToken", "BaseUri", "BatchSize", "Body", "CompanyName", "Connection",
        "ContactId", "CreatedAt", "Credential", "DelayMilliseconds", "Delimiter", "Email", "Exclude", "ExternalId", "FaultRate", "First", "FirstName", "GroupLimit", "Id", "InputObject",
        "LastName", "LiteralPath", "MaximumBatchSize", "MaximumPageSize", "MaximumPrunePercent", "MaximumRetryCount", "Name", "NewExternalId", "PageSize", "Partition", "Path", "PhoneNumber", "Port", "Proxy",
        "ProxyCredential", "Query", "RequestsPerSecond", "Sandbox", "Seed", "SegmentLimit", "Since", "Skip", "ThrottleLimit", "TimeoutSec", "Title",
    };

    private readonly HostedEngine engine = shared.Engine;

    /// <summary>Without vaults, which <see cref="SecretCompletionTests"/> tests.</summary>
    public static TheoryData<string> KnownParameters => [.. Known.Where(typed => !typed.StartsWith("Connect-", StringComparison.Ordinal))];

    [Fact]
    public void Every_parameter_is_listed_as_known_or_free()
    {
        var all = Parameters().Where(parameter => parameter.Type != typeof(SwitchParameter)).ToList();
        Assert.Subset(all.Select(parameter => parameter.Typed).ToHashSet(StringComparer.Ordinal), Known);
        Assert.All(all.Where(parameter => !Known.Contains(parameter.Typed)), parameter =>
        {
            Assert.Contains(parameter.Name, Free);
            Assert.False(HasValues(parameter.Type, parameter.Attributes), $"{parameter.Typed} has values that Tab offers.");
        });
    }

    [Fact]
    public void A_known_parameter_has_a_completer_or_a_list_of_values() =>
        Assert.All(Parameters().Where(parameter => Known.Contains(parameter.Typed)), parameter => Assert.True(HasValues(parameter.Type, parameter.Attributes), parameter.Typed));

    [Theory]
    [MemberData(nameof(KnownParameters))]
    public void Tab_after_a_known_parameter_offers_values(string typed)
    {
        engine.Run("$null = New-Contact -Email a@example.com -ExternalData @{ City = 'Gdynia' }").ThrowIfFailed();
        Assert.NotEmpty(Tab.Insert(engine, $"{typed} "));
    }

    private static bool HasValues(Type type, IEnumerable<Attribute> attributes) =>
        (type.GetElementType() ?? type).IsEnum || attributes.Any(attribute => attribute is ValidateSetAttribute or ArgumentCompleterAttribute);

    private IEnumerable<(string Typed, string Name, Type Type, IEnumerable<Attribute> Attributes)> Parameters() =>
        from result in engine.Run("Get-Command *-Contact* -CommandType Cmdlet").ThrowIfFailed().Output
        let command = (CommandInfo)result.BaseObject
        from parameter in command.Parameters.Values
        where !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name) || parameter.Name is "First" or "Skip"
        select ($"{command.Name} -{parameter.Name}", parameter.Name, parameter.ParameterType, parameter.Attributes.AsEnumerable());
}
