using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

public sealed class NameCompletionTests(NameCompletionTests.Account account) : IClassFixture<NameCompletionTests.Account>
{
    private readonly HostedEngine engine = account.Engine;

    [Theory]
    [InlineData("Get-Contact -GroupId ", "1 2 3 4 5")]
    [InlineData("Get-Contact -GroupId v", "3")]
    [InlineData("Get-Contact -GroupId 4", "4")]
    [InlineData("Get-Contact -GroupId 'do r", "'4'")]
    [InlineData("Get-Contact -GroupId \"do r", "\"4\"")]
    [InlineData("Get-Contact -GroupId nothing", "")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId n", "2")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId 2, v", "3")]
    [InlineData("Remove-ContactGroup -ContactId 1 -GroupId VI", "3")]
    [InlineData("New-Contact -Email a@example.com -AddToGroup v", "3")]
    [InlineData("Sync-Contact customers.csv -GroupId v", "3")]
    public void A_group_is_found_by_name_or_id_and_its_id_is_inserted(string line, string inserted) =>
        Assert.Equal(inserted, string.Join(' ', Tab.Insert(engine, line)));

    [Fact]
    public void A_group_is_shown_with_its_name_id_and_description()
    {
        var match = Assert.Single(Tab.Press(engine, "Get-Contact -GroupId news"));
        Assert.Equal(("Newsletter", "2: Newsletter (Everyone who asked for the monthly letter)"), (match.ListItemText, match.ToolTip));
    }

    [Theory]
    [InlineData("Get-ContactGroup -Name n", "Newsletter")]
    [InlineData("Get-ContactGroup -Name do", "'Do rozważenia'")]
    [InlineData("Get-ContactGroup -Name 'do ", "'Do rozważenia'")]
    [InlineData("Get-ContactGroup -Name 'do rozważenia'", "'Do rozważenia'")]
    [InlineData("Get-ContactGroup -Name \"do ", "\"Do rozważenia\"")]
    [InlineData("Get-ContactGroup -Name VIP, zim", "'Zimowa wyprzedaż 2024'")]
    public void The_name_of_a_group_is_quoted_if_needed_with_the_quote_that_was_typed(string line, string inserted) =>
        Assert.Equal(inserted, Assert.Single(Tab.Insert(engine, line)));

    [Theory]
    [InlineData("Get-ContactSegment ", "1 2 3 4")]
    [InlineData("Get-ContactSegment -Id w", "4")]
    [InlineData("Get-ContactSegment -Id 3", "3")]
    [InlineData("Get-ContactSegment -Name w", "'Without a name'")]
    public void A_segment_is_found_by_name_or_id(string line, string inserted) =>
        Assert.Equal(inserted, string.Join(' ', Tab.Insert(engine, line)));

    [Theory]
    [InlineData("Get-ContactField c", "City")]
    [InlineData("Get-ContactField -Name a", "'Ann''s $ share'")]
    [InlineData("Get-ContactField -Name 'ann''s", "'Ann''s $ share'")]
    [InlineData("Get-ContactField -Name \"ann's `$", "\"Ann's `$ share\"")]
    [InlineData("Get-ContactField -Name '[", "'`[old`]'")]
    [InlineData("New-Contact -ExternalDataProperty '[", "'[old]'")]
    [InlineData("Set-Contact -ExternalDataProperty City, l", "'Loyalty points'")]
    [InlineData("New-Contact -ExternalData l", "@{ 'Loyalty points' = ")]
    [InlineData("Set-Contact -Id 1 -ExternalData c", "@{ City = ")]
    public void The_name_of_a_field_is_inserted_as_its_position_requires(string line, string inserted) =>
        Assert.Equal(inserted, Assert.Single(Tab.Insert(engine, line)));

    [Theory]
    [InlineData("Get-ContactField -Name a")]
    [InlineData("Get-ContactField -Name \"ann's")]
    [InlineData("Get-ContactField -Name '[")]
    public void The_inserted_value_finds_the_chosen_item(string line)
    {
        var match = Assert.Single(Tab.Press(engine, line));
        var found = engine.Run($"(Get-ContactField -Name {match.CompletionText}).Name").ThrowIfFailed().Texts;
        Assert.Equal([match.ListItemText], found);
    }

    [Theory]
    [InlineData("Get-Contact -Subscribed ", "email sms push all")]
    [InlineData("Get-Contact -Unsubscribed sms, p", "push")]
    [InlineData("Set-ContactSubscription -Id 1 -Channel E", "email")]
    [InlineData("Set-ContactSubscription -Id 1 -State un", "Unsubscribed")]
    public void Channels_and_states_are_known(string line, string inserted) =>
        Assert.Equal(inserted, string.Join(' ', Tab.Insert(engine, line)));

    /// <summary>An account that no case changes.</summary>
    public sealed class Account : IDisposable
    {
        public Account() =>
            Engine.Run("""$null = New-Contact -Email a@example.com -ExternalData ([ordered]@{ City = 'Gdynia'; 'Loyalty points' = 3; "Ann's $ share" = 1; '[old]' = 1 })""").ThrowIfFailed();

        public HostedEngine Engine { get; } = HostedEngine.Connected();

        public void Dispose() => Engine.Dispose();
    }
}
