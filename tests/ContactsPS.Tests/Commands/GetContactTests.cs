using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class GetContactTests(GetContactTests.Account account) : IClassFixture<GetContactTests.Account>
{
    private readonly HostedEngine engine = account.Engine;

    [Fact]
    public void All_contacts_are_read_by_default_in_pages_of_1000()
    {
        engine.ForgetRequests();
        Assert.Equal(25, engine.Run("Get-Contact").ThrowIfFailed().Output.Count);
        Assert.Equal(["GET /v2.1/contact?inArchive=0&offset=0&limit=1000", "GET /v2.1/contact?inArchive=0&offset=25&limit=25"], engine.Requests);
    }

    [Theory]
    [InlineData("-PageSize 10", 25, 4)]
    [InlineData("-PageSize 25", 25, 2)]
    [InlineData("-PageSize 10 -First 15", 15, 2)]
    [InlineData("-First 3", 3, 1)]
    [InlineData("-Skip 20", 5, 2)]
    [InlineData("-Skip 5 -First 10 -PageSize 4", 10, 3)]
    [InlineData("-Skip 100", 0, 1)]
    [InlineData("-First 0", 0, 0)]
    public void Paging_reads_no_more_contacts_than_requested(string paging, int contacts, int requests)
    {
        engine.ForgetRequests();
        Assert.Equal(contacts, engine.Run($"Get-Contact {paging} -ThrottleLimit 1").ThrowIfFailed().Output.Count);
        Assert.Equal(requests, engine.Requests.Count);
    }

    [Theory]
    [InlineData("-First 3", 1)]
    [InlineData("-First 15 -PageSize 10", 2)]
    [InlineData("-First 25 -PageSize 5", 5)]
    public void Prefetching_does_not_exceed_First(string paging, int requests)
    {
        engine.ForgetRequests();
        engine.Run($"Get-Contact {paging}").ThrowIfFailed();
        Assert.Equal(requests, engine.Requests.Count);
    }

    [Fact]
    public void Pages_have_no_gap_and_no_overlap() =>
        Assert.Equal(
            Enumerable.Range(1, 25).Select(number => $"C-{number}"),
            engine.Run("(Get-Contact -PageSize 7).ExternalId").Texts);

    [Fact]
    public void Each_page_is_written_as_it_arrives()
    {
        engine.ForgetRequests();
        var counts = engine.Run("Get-Contact -PageSize 10 -ThrottleLimit 1 | ForEach-Object { $sandbox.RequestCount }").Texts.Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(counts[0] + 1, counts[10]);
        Assert.Equal(counts[0] + 2, counts[20]);
    }

    [Fact]
    public void The_total_count_is_reported_as_unknown()
    {
        var result = engine.Run("Get-Contact -IncludeTotalCount -First 1 | ForEach-Object { $_.ToString() }");
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
    public void Contacts_are_found_by_typed_values(string arguments, string found) =>
        Assert.Equal(found, string.Join(' ', engine.Run($"(Get-Contact {arguments}).ExternalId").ThrowIfFailed().Texts));

    [Theory]
    [InlineData("-Id 99999")]
    [InlineData("-ExternalId nobody")]
    public void An_id_that_does_not_exist_is_an_error(string arguments) =>
        engine.Run($"Get-Contact {arguments}").SingleError("ContactNotFound");

    [Theory]
    [InlineData("-Email nobody@example.com")]
    [InlineData("-PhoneNumber 123")]
    [InlineData("-GroupId 3")]
    [InlineData("-Archived")]
    [InlineData("-Unsubscribed email")]
    public void A_filter_that_finds_nothing_writes_nothing(string arguments) =>
        Assert.Empty(engine.Run($"Get-Contact {arguments}").ThrowIfFailed().Output);

    [Fact]
    public void One_id_that_does_not_exist_does_not_stop_the_others()
    {
        var result = engine.Run("Get-Contact -ExternalId C-1, nobody, C-2");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal("nobody", result.SingleError("ContactNotFound").TargetObject);
    }

    [Fact]
    public void A_date_filter_in_an_unknown_form_is_refused() =>
        engine.Run("Get-Contact -ArchivedAfter 01.02.2024").SingleError("ParameterArgumentTransformationError");

    [Fact]
    public void A_channel_without_a_filter_is_refused_because_it_would_list_all_contacts() =>
        engine.Run("Get-Contact -Unsubscribed fax").SingleError("ParameterArgumentValidationError");

    [Theory]
    [InlineData("-Unsubscribed email -Subscribed Email")]
    [InlineData("-Unsubscribed all -Subscribed sms")]
    public void A_channel_in_both_filters_is_refused_because_one_of_them_could_not_match(string filters) =>
        engine.Run($"Get-Contact {filters}").SingleError("InvalidField");

    [Fact]
    public void Piped_rows_are_looked_up_by_their_address() =>
        Assert.Equal(["C-2", "C-3", "C-4"], engine.Run("(@{ Id = $all[1].Id }, [pscustomobject]@{ ExternalId = 'C-3' }, @{ Email = 'c4@example.com' } | Get-Contact).ExternalId").ThrowIfFailed().Texts);

    [Fact]
    public void First_and_Skip_count_contacts_of_the_partition()
    {
        var share = engine.Run("(Get-Contact -Partition 2/4).Id").ThrowIfFailed().Texts;
        Assert.Equal(share.Skip(1).Take(3), engine.Run("(Get-Contact -Partition 2/4 -Skip 1 -First 3 -PageSize 5).Id").ThrowIfFailed().Texts);
        Assert.Equal(share, engine.Run("(Get-Contact -Partition 2/4).Id").Texts);
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
    public void An_invalid_partition_is_refused_before_anything_is_read(string share)
    {
        engine.ForgetRequests();
        engine.Run($"Get-Contact -Partition {share}").SingleError("InvalidField");
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void Contacts_requested_one_by_one_cannot_be_partitioned()
    {
        engine.Run("Get-Contact -Id 1 -Partition 1/2").SingleError("AmbiguousParameterSet");
        engine.Run("@{ Id = 1 } | Get-Contact -Partition 1/2").SingleError("InvalidField");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void A_page_size_outside_1_to_1000_is_refused(string size) =>
        engine.Run($"Get-Contact -PageSize {size}").SingleError("ParameterArgumentValidationError");

    [Fact]
    public void A_contact_is_immutable() =>
        Assert.NotEmpty(engine.Run("$all[0].FirstName = 'Ewa'").Errors);

    [Fact]
    public void Unknown_properties_of_a_contact_are_kept() =>
        Assert.Equal(["False"], engine.Run("(Get-Contact -First 1).AdditionalProperties.isUnsubscribeEmail").Texts);

    /// <summary>An account that no case changes.</summary>
    public sealed class Account : IDisposable
    {
        public Account() =>
            Engine.Run("$all = 1..25 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\"; PhoneNumber = \"6000000$_\" } } | New-Contact").ThrowIfFailed();

        public HostedEngine Engine { get; } = HostedEngine.Connected();

        public void Dispose() => Engine.Dispose();
    }
}
