using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>Every operation in its normal case, against the sandbox over a real socket.</summary>
public sealed class FlowTests : IDisposable
{
    private readonly SandboxAccess api = new();

    public void Dispose() => api.Dispose();

    private static IEnumerable<BatchOutcome> Outcomes<T>(BatchResult<T> result)
        where T : class => result.Items.Select(item => item.Outcome);

    [Fact]
    public async Task Contacts_are_created_read_changed_and_archived()
    {
        var added = await api.Client.AddContactsAsync(
        [
            new NewContact
            {
                Email = "ann@example.com", PhoneNumber = "+48601234567", ExternalId = "A", FirstName = "Żaneta", LastName = "Ł", CompanyName = "ACME",
                CreatedAt = new DateTime(2019, 2, 1, 20, 12, 12), AddToGroup = [2, 3],
                ExternalData = new Dictionary<string, object?> { ["city"] = "Łódź", ["score"] = 3, ["vip"] = true },
            },
            new NewContact { Email = "not an address", ExternalId = "B" },
            new NewContact { PhoneNumber = "601234567" },
        ]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], Outcomes(added));
        Assert.Equal((207, "E-1-003"), (added.Status, added.Items[1].Error!.Code));
        Assert.NotNull(added.UniqId);

        var id = added.Items[0].Value!.Id!.Value;
        var ann = Assert.Single(await api.Client.ListContacts(new ContactQuery { ExternalId = "A" }).ToListAsync());
        Assert.Equal((id, "ann@example.com", "+48601234567", "Żaneta", "Ł", "ACME"), (ann.Id, ann.Email, ann.PhoneNumber, ann.FirstName, ann.LastName, ann.CompanyName));
        Assert.Equal((new DateTime(2019, 2, 1, 20, 12, 12), false), (ann.CreatedAt, ann.InArchive));
        Assert.Equal([("city", "Łódź"), ("score", 3L), ("vip", true)], ann.ExternalData.Select(pair => (pair.Key, pair.Value)));

        var updated = await api.Client.UpdateContactsAsync(
        [
            new ContactUpdate { Id = id, LastName = new(null), CompanyName = new("B"), ExternalData = new(new Dictionary<string, object?> { ["city"] = null }) },
            new ContactUpdate { ExternalId = "nobody", LastName = new("X") },
            new ContactUpdate { ExternalId = "A", NewExternalId = new("A2") },
        ]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], Outcomes(updated));
        Assert.Equal((null, "B", "Żaneta", "A2"), (updated.Items[2].Value!.LastName, updated.Items[2].Value!.CompanyName, updated.Items[2].Value!.FirstName, updated.Items[2].Value!.ExternalId));
        Assert.Equal(["score", "vip"], updated.Items[2].Value!.ExternalData.Keys);

        var deleted = await api.Client.DeleteContactsAsync([id, 999, id]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], Outcomes(deleted));
        Assert.Empty(await api.Client.ListContacts(new ContactQuery { Id = id }).ToListAsync());
        Assert.True(Assert.Single(await api.Client.ListContacts(new ContactQuery { Id = id, Archived = true }).ToListAsync()).InArchive);
        Assert.Single(await api.Client.ListContacts(new ContactQuery { ArchivedAfter = DateTime.UtcNow.AddMinutes(-5), ArchivedBefore = DateTime.UtcNow.AddMinutes(5) }).ToListAsync());
    }

    [Fact]
    public async Task Filters_find_the_matching_contacts()
    {
        api.Account.AddContact(new SandboxContact { Email = "ann+news@example.com", ExternalId = "A/B & Ż", PhoneNumber = "+48601", Groups = [2], Unsubscribed = SandboxChannels.Sms });
        api.Add(3);
        foreach (var query in new ContactQuery[]
        {
            new() { Email = "ann+news@example.com" },
            new() { ExternalId = "A/B & Ż" },
            new() { PhoneNumber = "+48601" },
            new() { GroupId = 2 },
            new() { UnsubscribedFromSms = true },
            new() { Id = 1, Email = "ann+news@example.com", GroupId = 2, UnsubscribedFromEmail = false, UnsubscribedFromPush = false },
        })
        {
            Assert.Equal(1, Assert.Single(await api.Client.ListContacts(query).ToListAsync()).Id);
        }

        Assert.Equal([2L, 3L, 4L], (await api.Client.ListContacts(new ContactQuery { UnsubscribedFromSms = false }).ToListAsync()).Select(contact => contact.Id!.Value));
    }

    [Fact]
    public async Task Contacts_are_unsubscribed_from_a_channel_and_subscribed_again()
    {
        api.Add(2);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], Outcomes(await api.Client.UnsubscribeAsync("EMAIL", [1, 99, 2])));
        Assert.All(api.Account.Contacts, contact => Assert.Equal(SandboxChannels.Email, contact.Unsubscribed));
        Assert.Equal([BatchOutcome.Accepted], Outcomes(await api.Client.ResubscribeAsync("all", [2])));
        Assert.Equal([SandboxChannels.Email, SandboxChannels.None], api.Account.Contacts.Select(contact => contact.Unsubscribed));
        var refused = await api.Client.UnsubscribeAsync("pigeon", [1, 2]);
        Assert.Equal(422, refused.Status);
        Assert.Equal([BatchOutcome.Refused, BatchOutcome.Refused], Outcomes(refused));
    }

    [Fact]
    public async Task Groups_are_listed_joined_and_left()
    {
        api.Add(1);
        var groups = await api.Client.ListGroups().ToListAsync();
        Assert.Equal(api.Account.Groups.Select(group => (group.Id, group.Name)), groups.Select(group => (group.Id!.Value, group.Name!)));
        Assert.Equal("ALLCONTACTS", groups[0].ExternalId);
        Assert.Equal(DateTimeKind.Utc, groups[0].CreatedAt!.Value.Kind);

        var joined = await api.Client.AddContactToGroupsAsync(1, [2, 99, 3]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], Outcomes(joined));
        Assert.Equal([1L, 2L, 3L], (await api.Client.GetGroupsOfContactAsync(1)).Select(group => group.Id!.Value));
        Assert.Equal([BatchOutcome.Accepted], Outcomes(await api.Client.RemoveContactFromGroupsAsync(1, [2])));
        Assert.Equal([1L, 3L], (await api.Client.GetGroupsOfContactAsync(1)).Select(group => group.Id!.Value));
    }

    [Fact]
    public async Task Fields_and_segments_are_listed_and_a_segment_is_counted()
    {
        Assert.Empty(await api.Client.ListFields().ToListAsync());
        await api.Client.AddContactsAsync([new NewContact { Email = "a@example.com", ExternalData = new Dictionary<string, object?> { ["city"] = "X" } }]);
        Assert.Equal("city", Assert.Single(await api.Client.ListFields().ToListAsync()).Name);

        var segments = await api.Client.ListSegments().ToListAsync();
        Assert.NotEmpty(segments);
        Assert.All(segments, segment => Assert.Null(segment.Count));
        foreach (var segment in segments)
        {
            var counted = await api.Client.GetSegmentAsync(segment.Id!);
            Assert.Equal((segment.Id, segment.Name), (counted!.Id, counted.Name));
            Assert.InRange(counted.Count!.Value, 0, 1);
        }

        Assert.Null(await api.Client.GetSegmentAsync("no such segment"));
    }

    [Fact]
    public async Task A_segment_whose_count_is_not_ready_is_requested_again()
    {
        using var slow = new SandboxAccess(new SandboxOptions { Alternatives = [SandboxAlternative.SlowSegment] });
        var segment = (await slow.Client.ListSegments(new ListOptions { First = 1 }).ToListAsync())[0];
        Assert.Equal(0, (await slow.Client.GetSegmentAsync(segment.Id!))!.Count);
        Assert.Equal([TimeSpan.FromSeconds(1)], slow.Waits);
        Assert.Equal([200, 202, 200], slow.Server.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_write_is_accepted_if_the_service_returns_no_items()
    {
        using var silent = new SandboxAccess(new SandboxOptions { Alternatives = [SandboxAlternative.NoItem] });
        var added = await silent.Client.AddContactsAsync([new NewContact { Email = "a@example.com", ExternalId = "A" }, new NewContact { Email = "bad", ExternalId = "B" }]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused], Outcomes(added));
        Assert.Null(added.Items[0].Value);
        Assert.Equal([BatchOutcome.Accepted], Outcomes(await silent.Client.UpdateContactsAsync([new ContactUpdate { ExternalId = "A", FirstName = new("X") }])));
    }

    [Fact]
    public async Task A_list_of_2500_contacts_is_read_completely_in_three_pages_and_an_empty_one()
    {
        api.Add(2500);
        var ids = await api.Client.ListContacts(paging: new ListOptions { ThrottleLimit = 1 }).Select(contact => contact.Id!.Value).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 2500).Select(i => (long)i), ids);
        Assert.Equal(4, api.Server.RequestCount);
        Assert.Equal(1, api.Server.MostInFlight);
    }

    [Fact]
    public async Task A_prefetched_list_is_complete_and_few_requests_are_wasted()
    {
        api.Add(2500);
        var ids = await api.Client.ListContacts(paging: new ListOptions { PageSize = 100 }).Select(contact => contact.Id!.Value).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 2500).Select(i => (long)i), ids);
        Assert.InRange(api.Server.RequestCount, 26, 26 + 8);
        Assert.InRange(api.Server.MostInFlight, 1, 8);
    }

    [Fact]
    public async Task A_part_of_a_list_is_read_without_further_requests()
    {
        api.Add(50);
        var ids = await api.Client.ListContacts(paging: new ListOptions { Skip = 10, First = 25, PageSize = 10 }).Select(contact => contact.Id!.Value).ToListAsync();
        Assert.Equal(Enumerable.Range(11, 25).Select(i => (long)i), ids);
        Assert.Equal(
            ["offset=10&limit=10", "offset=20&limit=10", "offset=30&limit=5"],
            api.Server.Requests.Select(request => request.Path[request.Path.IndexOf("offset", StringComparison.Ordinal)..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_above_the_limit_of_the_service_is_reported_as_too_large()
    {
        using var small = new SandboxAccess(new SandboxOptions { MaximumBatchSize = 2 });
        var failure = await Assert.ThrowsAsync<ContactsException>(() => small.Client.DeleteContactsAsync([1, 2, 3]));
        Assert.Equal((ContactsFailure.BatchTooLarge, 413), (failure.Failure, (int)failure.Status!));
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_and_not_shown()
    {
        using var client = SandboxAccess.CreateClient(api.Server.BaseUri, api.Server.ApplicationKey, "wrong-secret");
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("1"));
        Assert.Equal((ContactsFailure.Unauthorized, "E-0-004"), (failure.Failure, Assert.Single(failure.Errors).Code));
        Assert.NotNull(failure.UniqId);
        Assert.DoesNotContain("wrong-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_URI_of_something_else_is_reported_as_NotTheService()
    {
        using var client = SandboxAccess.CreateClient(new Uri(api.Server.BaseUri, "/v9"), api.Server.ApplicationKey, api.Server.AuthorizationToken);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.ListContacts().ToListAsync().AsTask());
        Assert.Equal((ContactsFailure.NotTheService, 404), (failure.Failure, (int)failure.Status!));
    }
}
