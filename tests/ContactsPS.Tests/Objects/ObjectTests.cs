using ContactsPS.Testing;

namespace ContactsPS.Tests.Objects;

public sealed class ObjectTests : IDisposable
{
    private const string BackFromClixml = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($ewa))";

    private readonly HostedEngine engine = HostedEngine.Connected();

    public ObjectTests() =>
        engine.Run("$ewa = New-Contact -Email Ewa@Example.com -ExternalId C-1 -ExternalData @{ Points = 12; City = 'Gdynia'; Ratio = 0.5 }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_contact_equals_its_earlier_reading_unless_it_changed()
    {
        Assert.Equal([true, true], Values("$ewa -eq (Get-Contact -Id $ewa.Id); @(Get-Contact) -contains $ewa"));
        engine.Run("Set-Contact -Id $ewa.Id -ExternalData @{ City = 'Sopot' }").ThrowIfFailed();
        Assert.Equal([false, false], Values("$ewa -eq (Get-Contact -Id $ewa.Id); @(Get-Contact) -contains $ewa"));
    }

    [Fact]
    public void Groups_fields_and_segments_equal_their_earlier_readings() =>
        Assert.Equal(
            [true, true, true, false],
            Values("@(Get-ContactGroup)[0] -eq @(Get-ContactGroup)[0]; @(Get-ContactField)[0] -eq @(Get-ContactField)[0]; @(Get-ContactSegment)[0] -eq @(Get-ContactSegment)[0]; @(Get-ContactGroup)[0] -eq @(Get-ContactGroup)[1]"));

    [Fact]
    public void The_columns_of_a_table_are_names_of_properties()
    {
        var views = System.Xml.Linq.XDocument.Load(Repository.PathOf("src", "ContactsPS", "Module", "ContactsPS.Format.ps1xml")).Descendants("View").Where(view => view.Element("TableControl") is not null).ToList();
        Assert.NotEmpty(views);
        Assert.All(views, view =>
        {
            var type = view.Descendants("TypeName").First().Value;
            var names = engine.Run("([type]$name).GetProperties().Name", ("name", type)).ThrowIfFailed().Texts;
            Assert.All(view.Descendants("Label").Select(label => label.Value), label => Assert.Contains(label, names));
        });
    }

    [Fact]
    public void The_columns_of_a_table_can_be_used_in_a_filter()
    {
        engine.Run("$null = New-Contact -Email z@example.com -FirstName Zofia -CreatedAt 2024-02-01").ThrowIfFailed();
        Assert.Equal(["z@example.com"], engine.Run("(Get-Contact | Where-Object CreatedAt -lt 2024-03-01 | Where-Object FirstName -EQ Zofia).Email").Texts);
    }

    [Fact]
    public void A_contact_knows_its_domain_and_subscriptions()
    {
        engine.Run("Set-ContactSubscription -Id $ewa.Id -Channel email -State Unsubscribed").ThrowIfFailed();
        Assert.Equal(["example.com", false, true, true], Values("Get-Contact -Id $ewa.Id | ForEach-Object { $_.Domain; $_.IsSubscribedToEmail; $_.IsSubscribedToSms; $_.IsSubscribedToPush }"));
    }

    [Theory]
    [InlineData("$ewa")]
    [InlineData(BackFromClixml)]
    public void Additional_data_is_shown_as_text_sorted_by_name(string contact) =>
        Assert.Equal("City = Gdynia; Points = 12; Ratio = 0.5", engine.Run($"({contact}).ExternalData.ToString()").ThrowIfFailed().Value);

    [Fact]
    public void A_deserialized_object_keeps_its_members_and_the_types_of_its_data() =>
        Assert.Equal(["example.com", true, 12L, true], Values($"$back = {BackFromClixml}; $back.Domain; $back.IsSubscribedToSms; $back.ExternalData.Points; $back.CreatedAt -eq $ewa.CreatedAt"));

    [Fact]
    public void An_object_that_was_deserialized_twice_has_the_same_properties() =>
        Assert.Equal(
            engine.Run("$ewa.PSObject.Properties | ForEach-Object Name").Texts,
            engine.Run($"$ewa = {BackFromClixml}; ({BackFromClixml}).PSObject.Properties | ForEach-Object Name").ThrowIfFailed().Texts);

    [Fact]
    public void A_deserialized_contact_can_be_changed()
    {
        engine.Run($"{BackFromClixml} | Set-Contact -FirstName Ewa").ThrowIfFailed();
        Assert.Equal("Ewa", engine.Run("(Get-Contact -Id $ewa.Id).FirstName").Value);
    }

    private object?[] Values(string script) => [.. engine.Run(script).ThrowIfFailed().Output.Select(item => item.BaseObject)];
}
