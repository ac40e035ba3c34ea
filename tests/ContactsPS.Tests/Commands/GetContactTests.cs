using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Commands;

public sealed class GetContactTests : IDisposable
{
    private readonly TestShell shell = TestShell.Connected();

    public GetContactTests() =>
        shell.Run("$all = 1..25 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\"; PhoneNumber = \"6000000$_\" } } | New-Contact").ThrowIfFailed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Everything_is_read_by_default_in_pages_of_a_thousand()
    {
        shell.ForgetRequests();
        Assert.Equal(25, shell.Run("Get-Contact").ThrowIfFailed().Output.Count);
        Assert.Equal(["GET /v2.1/contact?inArchive=0&offset=0&limit=1000"], shell.Requests);
    }

    [Theory]
    [InlineData("-PageSize 10", 25, 3)]
    [InlineData("-PageSize 25", 25, 2)]
    [InlineData("-PageSize 10 -First 15", 15, 2)]
    [InlineData("-First 3", 3, 1)]
    [InlineData("-Skip 20", 5, 1)]
    [InlineData("-Skip 5 -First 10 -PageSize 4", 10, 3)]
    [InlineData("-Skip 100", 0, 1)]
    [InlineData("-First 0", 0, 0)]
    public void Paging_reads_no_more_than_is_asked_for(string paging, int contacts, int requests)
    {
        shell.ForgetRequests();
        Assert.Equal(contacts, shell.Run($"Get-Contact {paging} -ThrottleLimit 1").ThrowIfFailed().Output.Count);
        Assert.Equal(requests, shell.Requests.Count);
    }

    [Theory]
    [InlineData("-First 3", 1)]
    [InlineData("-First 15 -PageSize 10", 2)]
    [InlineData("-First 25 -PageSize 5", 5)]
    public void Reading_ahead_goes_no_further_than_first_says(string paging, int requests)
    {
        shell.ForgetRequests();
        shell.Run($"Get-Contact {paging}").ThrowIfFailed();
        Assert.Equal(requests, shell.Requests.Count);
    }

    [Fact]
    public void Pages_follow_each_other_without_gap_or_overlap() =>
        Assert.Equal(
            Enumerable.Range(1, 25).Select(number => $"C-{number}"),
            shell.Run("(Get-Contact -PageSize 7).ExternalId").Texts);

    [Fact]
    public void Each_page_is_written_as_it_arrives()
    {
        shell.ForgetRequests();
        var counts = shell.Run("Get-Contact -PageSize 10 -ThrottleLimit 1 | ForEach-Object { $sandbox.RequestCount }").Texts.Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(counts[0] + 1, counts[10]);
        Assert.Equal(counts[0] + 2, counts[20]);
    }

    [Fact]
    public void The_total_is_honestly_unknown()
    {
        var result = shell.Run("Get-Contact -IncludeTotalCount -First 1 | ForEach-Object { $_.ToString() }");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal("Unknown total count", result.Texts[0]);
    }

    [Theory]
    [InlineData("-Id $all[3].Id", "C-4")]
    [InlineData("$all[3].Id", "C-4")]
    [InlineData("-ExternalId C-4, C-5", "C-4 C-5")]
    [InlineData("-Email c4@example.com, C5@EXAMPLE.COM", "C-4 C-5")]
    [InlineData("-PhoneNumber '600-000-04'", "C-4")]
    [InlineData("-PhoneNumber '6000-000-24'", "C-24")]
    public void Contacts_are_found_by_what_is_typed(string arguments, string found) =>
        Assert.Equal(found, string.Join(' ', shell.Run($"(Get-Contact {arguments}).ExternalId").ThrowIfFailed().Texts));

    [Theory]
    [InlineData("-Id 99999")]
    [InlineData("-ExternalId nobody")]
    public void An_id_that_nobody_has_is_an_error(string arguments) =>
        shell.Run($"Get-Contact {arguments}").SingleError("ContactNotFound");

    [Theory]
    [InlineData("-Email nobody@example.com")]
    [InlineData("-PhoneNumber 123")]
    [InlineData("-GroupId 3")]
    [InlineData("-Archived")]
    [InlineData("-Unsubscribed email")]
    public void A_filter_that_finds_nothing_writes_nothing(string arguments) =>
        Assert.Empty(shell.Run($"Get-Contact {arguments}").ThrowIfFailed().Output);

    [Fact]
    public void One_id_that_is_not_there_does_not_stop_the_others()
    {
        var result = shell.Run("Get-Contact -ExternalId C-1, nobody, C-2");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal("nobody", result.SingleError("ContactNotFound").TargetObject);
    }

    [Fact]
    public void Archived_contacts_are_left_out_unless_asked_for_by_flag_or_by_date()
    {
        shell.Run("Remove-Contact -ExternalId C-1, C-2 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(23, shell.Run("Get-Contact").Output.Count);
        Assert.Equal(["C-1", "C-2"], shell.Run("(Get-Contact -Archived).ExternalId").Texts);
        Assert.Equal(2, shell.Run("Get-Contact -ArchivedAfter 2020-01-01").Output.Count);
        Assert.Empty(shell.Run("Get-Contact -ArchivedBefore '2020-01-01 10:00'").Output);
        Assert.True((bool)shell.Run("(Get-Contact -Archived -First 1).InArchive").Value!);
        shell.Run("Get-Contact -Id $all[0].Id").SingleError("ContactNotFound");
    }

    [Fact]
    public void A_date_filter_that_is_no_known_form_is_refused_rather_than_guessed() =>
        shell.Run("Get-Contact -ArchivedAfter 01.02.2024").SingleError("ParameterArgumentTransformationError");

    [Fact]
    public void Several_channels_in_one_filter_must_all_hold()
    {
        shell.Run("""
            Set-ContactSubscription -ExternalId C-1, C-2 -Channel email -State Unsubscribed
            Set-ContactSubscription -ExternalId C-2, C-3 -Channel sms -State Unsubscribed
            """).ThrowIfFailed();
        Assert.Equal(["C-1", "C-2"], shell.Run("(Get-Contact -Unsubscribed Email).ExternalId").Texts);
        Assert.Equal(["C-2"], shell.Run("(Get-Contact -Unsubscribed email, sms).ExternalId").Texts);
        Assert.Equal(["C-1"], shell.Run("(Get-Contact -Unsubscribed email -Subscribed sms).ExternalId").Texts);
        Assert.Empty(shell.Run("Get-Contact -Unsubscribed all").Output);
        Assert.Equal(22, shell.Run("Get-Contact -Subscribed all").Output.Count);
    }

    [Fact]
    public void A_channel_that_has_no_filter_is_refused_because_it_would_list_everybody() =>
        shell.Run("Get-Contact -Unsubscribed fax").SingleError("ParameterArgumentValidationError");

    [Theory]
    [InlineData("-Unsubscribed email -Subscribed Email")]
    [InlineData("-Unsubscribed all -Subscribed sms")]
    public void A_channel_in_both_filters_is_refused_because_one_of_them_would_not_hold(string filters) =>
        shell.Run($"Get-Contact {filters}").SingleError("InvalidField");

    [Fact]
    public void A_piped_group_gives_its_members()
    {
        shell.Run("Get-Contact -First 3 | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        Assert.Equal(["C-1", "C-2", "C-3"], shell.Run("(Get-ContactGroup -Name VIP | Get-Contact).ExternalId").Texts);
        Assert.Equal(["C-2"], shell.Run("(Get-ContactGroup -Name VIP | Get-Contact -Skip 1 -First 1).ExternalId").Texts);
    }

    [Fact]
    public void A_piped_group_that_was_deserialized_gives_its_members()
    {
        shell.Run("Get-Contact -First 3 | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        Assert.Equal(3, shell.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContactGroup -Name VIP))) | Get-Contact").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void Piped_rows_are_looked_up_by_their_address() =>
        Assert.Equal(["C-2", "C-3", "C-4"], shell.Run("(@{ Id = $all[1].Id }, [pscustomobject]@{ ExternalId = 'C-3' }, @{ Email = 'c4@example.com' } | Get-Contact).ExternalId").ThrowIfFailed().Texts);

    [Theory]
    [InlineData("", 25)]
    [InlineData("-PageSize 4", 25)]
    [InlineData("-GroupId 3", 10)]
    [InlineData("-Unsubscribed email", 7)]
    public void Shares_of_a_list_hold_everything_once(string filter, int contacts)
    {
        shell.Run("""
            Get-Contact -First 10 | Add-ContactGroup -GroupId 3
            Get-Contact -First 7 | Set-ContactSubscription -Channel email -State Unsubscribed
            """).ThrowIfFailed();
        var shares = Enumerable.Range(1, 3).Select(number => shell.Run($"(Get-Contact {filter} -Partition {number}/3).Id").ThrowIfFailed().Texts).ToList();
        Assert.All(shares, share => Assert.InRange(share.Count, contacts / 4, contacts / 2));
        Assert.Equal(shell.Run($"(Get-Contact {filter}).Id").Texts.Order(StringComparer.Ordinal), shares.SelectMany(share => share).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void First_and_Skip_count_what_is_in_the_share()
    {
        var share = shell.Run("(Get-Contact -Partition 2/4).Id").ThrowIfFailed().Texts;
        Assert.Equal(share.Skip(1).Take(3), shell.Run("(Get-Contact -Partition 2/4 -Skip 1 -First 3 -PageSize 5).Id").ThrowIfFailed().Texts);
        Assert.Equal(share, shell.Run("(Get-Contact -Partition 2/4).Id").Texts);
    }

    [Fact]
    public void A_share_of_the_members_of_piped_groups_is_counted_over_all_of_them()
    {
        shell.Run("Get-Contact -First 10 | Add-ContactGroup -GroupId 2, 3").ThrowIfFailed();
        var share = shell.Run("(Get-Contact -GroupId 3 -Partition 1/2).Id").Texts;
        Assert.Equal([.. share, .. share], shell.Run("$groups = Get-ContactGroup; ($groups | Where-Object Id -In 2, 3 | Get-Contact -Partition 1/2).Id").ThrowIfFailed().Texts);
        Assert.Equal([.. share, share[0]], shell.Run($"($groups | Where-Object Id -In 2, 3 | Get-Contact -Partition 1/2 -First {share.Count + 1}).Id").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/0")]
    [InlineData("-1/3")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("1.5/3")]
    public void A_share_that_is_none_is_refused_before_anything_is_read(string share)
    {
        shell.ForgetRequests();
        shell.Run($"Get-Contact -Partition {share}").SingleError("InvalidField");
        Assert.Empty(shell.Requests);
    }

    [Fact]
    public void Contacts_that_are_named_one_by_one_have_no_shares()
    {
        shell.Run("Get-Contact -Id 1 -Partition 1/2").SingleError("AmbiguousParameterSet");
        shell.Run("@{ Id = 1 } | Get-Contact -Partition 1/2").SingleError("InvalidField");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void A_page_size_outside_one_to_a_thousand_is_refused(string size) =>
        shell.Run($"Get-Contact -PageSize {size}").SingleError("ParameterArgumentValidationError");

    [Fact]
    public void A_contact_is_immutable() =>
        Assert.NotEmpty(shell.Run("$all[0].FirstName = 'Ewa'").Errors);

    [Fact]
    public void What_the_service_sends_beside_the_known_fields_is_kept() =>
        Assert.Equal(["False"], shell.Run("(Get-Contact -First 1).AdditionalProperties.isUnsubscribeEmail").Texts);
}
