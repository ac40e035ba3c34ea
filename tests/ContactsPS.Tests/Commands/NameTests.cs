using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Groups, segments, fields and connections by name.</summary>
public sealed class NameTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public NameTests() => engine.Run("""
        'Sale 2', 'Sale [2026]', 'Twice', 'Twice', 'a;b' | ForEach-Object { $null = Invoke-ContactApi /group -Method POST -Body @(@{ name = $_ }) }
        $null = New-Contact -ExternalId A -Email a@example.com -ExternalData @{ 'City 2' = 1; 'City [2026]' = 2 }
        $id = @{}
        Get-ContactGroup | ForEach-Object { $id[$_.Name] = $_.Id }
        """).ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-ContactGroup 'Sale [2026]'", "Sale [2026]")]
    [InlineData("Get-ContactGroup -Name 'sale [2026]', V*", "VIP,Sale [2026]")]
    [InlineData("Get-ContactGroup 'Sale [0-9]*'", "Sale 2")]
    [InlineData("Get-ContactGroup 'Sale `[2026`]'", "Sale [2026]")]
    [InlineData("Get-ContactGroup 'Sale*'", "Sale 2,Sale [2026]")]
    [InlineData("Get-ContactGroup vip", "VIP")]
    [InlineData("Get-ContactGroup 'Nobody*'", "")]
    [InlineData("Get-ContactGroup S* -First 1 -Skip 1", "Sale [2026]")]
    [InlineData("Get-ContactGroup -Id 2, 3", "Newsletter,VIP")]
    [InlineData("Get-ContactGroup -Id (Get-ContactGroup VIP)", "VIP")]
    [InlineData("Get-ContactField 'City [2026]'", "City [2026]")]
    [InlineData("Get-ContactField 'city*'", "City 2,City [2026]")]
    public void An_exact_name_takes_precedence_over_its_wildcards(string command, string names) =>
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), engine.Run($"({command}).Name").ThrowIfFailed().Texts.Where(name => name.Length > 0).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Get-ContactGroup Salle", "GroupNotFound", "Salle")]
    [InlineData("Get-ContactGroup VIP, Salle", "GroupNotFound", "Salle")]
    [InlineData("Get-ContactGroup 'Sale `[2027`]'", "GroupNotFound", "2027")]
    [InlineData("Get-ContactGroup -Id 2, 999", "GroupNotFound", "999")]
    [InlineData("Get-ContactSegment -Name Salle", "SegmentNotFound", "Salle")]
    [InlineData("Get-ContactField Salle", "FieldNotFound", "Salle")]
    [InlineData("Get-Contact -GroupId Salle", "GroupNotFound", "Salle")]
    [InlineData("Add-ContactGroup 1 -GroupId Salle", "GroupNotFound", "Salle")]
    [InlineData("New-Contact -Email b@example.com -AddToGroup Salle", "GroupNotFound", "Salle")]
    [InlineData("@{ ExternalId = 'B'; Email = 'b@example.com' } | Sync-Contact -AddToGroup Salle", "GroupNotFound", "Salle")]
    [InlineData("Add-ContactGroup 1 -GroupId Twice", "InvalidField", "2 groups")]
    public void A_name_that_does_not_exist_is_an_error(string command, string id, string said)
    {
        engine.ForgetRequests();
        Assert.Contains(said, engine.Run(command).SingleError(id).ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void With_piped_contacts_a_name_is_only_a_filter() =>
        Assert.Empty(engine.Run("Get-Contact | Get-ContactGroup -Name Salle").ThrowIfFailed().Output);

    [Theory]
    [InlineData("VIP", "VIP")]
    [InlineData("'Sale [2026]', 2", "Newsletter,Sale [2026]")]
    [InlineData("'VIP; newsletter'", "Newsletter,VIP")]
    [InlineData("'a;b'", "a;b")]
    [InlineData("'id:2'", "Newsletter")]
    [InlineData("(Get-ContactGroup VIP)", "VIP")]
    [InlineData("([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContactGroup VIP))))", "VIP")]
    [InlineData("{ 'VIP' }", "VIP")]
    public void A_group_is_given_by_id_by_name_or_as_an_object(string group, string names)
    {
        engine.Run($"Get-Contact | Add-ContactGroup -GroupId {group}").ThrowIfFailed();
        Assert.Equal(names, string.Join(',', Groups("A")));
        engine.Run($"Get-Contact | Remove-ContactGroup -GroupId {group}").ThrowIfFailed();
        Assert.Empty(Groups("A"));
        engine.Run($"$null = [pscustomobject]@{{ ExternalId = 'B'; Email = 'b@example.com' }} | New-Contact -AddToGroup {group}").ThrowIfFailed();
        Assert.Equal(names, string.Join(',', Groups("B")));
    }

    [Fact]
    public void Members_of_a_group_are_listed_by_its_name_and_names_are_looked_up_once()
    {
        engine.Run("Get-Contact | Add-ContactGroup -GroupId VIP; $null = @{ ExternalId = 'B'; Email = 'b@example.com' } | Sync-Contact -AddToGroup 'Sale [2026]'").ThrowIfFailed();
        Assert.Equal(["A"], engine.Run("(Get-Contact -GroupId vip).ExternalId").ThrowIfFailed().Texts);
        Assert.Equal(["B"], engine.Run("(Get-Contact -GroupId 'Sale [2026]').ExternalId").ThrowIfFailed().Texts);
        engine.ForgetRequests();
        engine.Run("1..3 | ForEach-Object { @{ Email = \"n$_@example.com\"; AddToGroup = 'VIP' } } | New-Contact | Out-Null").ThrowIfFailed();
        Assert.Equal(2, engine.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal) && request.Contains("/group", StringComparison.Ordinal)));
        Assert.Equal(["4"], engine.Run("@(Get-Contact -GroupId VIP).Count").Texts);
    }

    [Theory]
    [InlineData("Get-Contact anna@example.com", "-Email")]
    [InlineData("Get-Contact C-12", "-ExternalId")]
    [InlineData("Get-Contact '+48 600 100 200'", "-PhoneNumber")]
    [InlineData("Remove-Contact anna@example.com -Confirm:$false", "-Email")]
    [InlineData("Set-Contact anna@example.com -FirstName Ewa", "-ExternalId")]
    [InlineData("Add-ContactGroup anna@example.com -GroupId 2", "-Email")]
    public void A_positional_value_that_is_not_an_id_is_an_error_that_names_the_parameter(string command, string parameter) =>
        Assert.Contains($"use {parameter}", engine.Run(command).SingleError("InvalidField").ToString(), StringComparison.Ordinal);

    private IReadOnlyList<string> Groups(string externalId) =>
        [.. engine.Run($"(Get-Contact -ExternalId {externalId} | Get-ContactGroup).Name").Texts.Where(name => name is not ("" or "All contacts")).Order(StringComparer.Ordinal)];
}
