using ContactsPS.Client.Batching;
using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Whichever items are refused, and however the response reports it: every item has an outcome, and no outcome contradicts the response.</summary>
public sealed class ResponseCorrelatorProperties
{
    private static readonly Gen<NewContact[]> Batch = Gen.Int[0, 3].Array[1, 20].Select(kinds => kinds.Select((kind, place) => Contact(kind, place)).ToArray());

    private static readonly Gen<(NewContact[] Sent, ISet<int> Refused)> AnyRefusal =
        from sent in Batch
        from refused in Gen.Bool.Array[sent.Length]
        select (sent, (ISet<int>)new HashSet<int>(Enumerable.Range(0, sent.Length).Where(place => refused[place])));

    [Fact]
    public Task Items_that_the_response_identifies_get_their_own_outcome() =>
        Gen.Select(AnyRefusal, Gen.Enum<ReturnedDetail>(), Gen.OneOf(Identification.BySource, Identification.ByValue, Identification.BySourceAndValue).Array[20], Gen.Int).SampleAsync(
            async (refusal, returned, identified, seed) =>
            {
                var result = await SendAsync(refusal.Sent, refusal.Refused, returned, place => identified[place], seed);
                for (var place = 0; place < refusal.Sent.Length; place++)
                {
                    var item = result.Items[place];
                    var isRefused = refusal.Refused.Contains(place);
                    Assert.Equal(isRefused ? BatchOutcome.Refused : BatchOutcome.Accepted, item.Outcome);
                    Assert.Equal(isRefused ? $"E-{place}" : null, item.Error?.Code);
                    Assert.Equal(isRefused || returned == ReturnedDetail.Nothing ? null : BatchResponse.IdAt(place), item.Value?.Id);
                }
            },
            iter: 1_000);

    [Fact]
    public Task If_every_accepted_item_came_back_the_others_are_refused_whether_they_are_identified_or_not() =>
        Gen.Select(AnyRefusal, Gen.Enum<Identification>().Array[20], Gen.Int).SampleAsync(
            async (refusal, identified, seed) =>
            {
                var result = await SendAsync(refusal.Sent, refusal.Refused, ReturnedDetail.Whole, place => identified[place], seed);
                Assert.Equal(
                    Enumerable.Range(0, refusal.Sent.Length).Select(place => refusal.Refused.Contains(place) ? BatchOutcome.Refused : BatchOutcome.Accepted),
                    result.Items.Select(item => item.Outcome));
            },
            iter: 1_000);

    [Fact]
    public Task Every_item_has_an_outcome_and_none_contradicts_what_the_service_did() =>
        Gen.Select(AnyRefusal, Gen.Enum<ReturnedDetail>(), Gen.Enum<Identification>().Array[20], Gen.Int).SampleAsync(
            async (refusal, returned, identified, seed) =>
            {
                var result = await SendAsync(refusal.Sent, refusal.Refused, returned, place => identified[place], seed);
                Assert.Equal(refusal.Sent.Length, result.Items.Count);
                for (var place = 0; place < refusal.Sent.Length; place++)
                {
                    var truth = refusal.Refused.Contains(place) ? BatchOutcome.Refused : BatchOutcome.Accepted;
                    Assert.True(result.Items[place].Outcome == truth || result.Items[place].Outcome == BatchOutcome.OutcomeUnknown);
                }
            },
            iter: 2_000);

    [Fact]
    public Task Of_similar_items_as_many_are_refused_as_the_service_refused() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 20], Gen.Bool.Array[20], Gen.OneOf(Identification.BySource, Identification.BySourceAndValue).Array[20], Gen.Int).SampleAsync(
            async (kinds, refused, identified, seed) =>
            {
                // Only the kind distinguishes the items, and there are four kinds.
                var sent = kinds.Select(kind => Contact(kind, 0)).ToArray();
                var places = new HashSet<int>(Enumerable.Range(0, sent.Length).Where(place => refused[place]));
                var result = await SendAsync(sent, places, ReturnedDetail.Whole, place => identified[place], seed);
                foreach (var kind in kinds.Distinct())
                {
                    var alike = Enumerable.Range(0, sent.Length).Where(place => kinds[place] == kind).ToList();
                    Assert.Equal(alike.Count(places.Contains), alike.Count(place => result.Items[place].Outcome == BatchOutcome.Refused));
                    Assert.Equal(alike.Count(place => !places.Contains(place)), alike.Count(place => result.Items[place].Outcome == BatchOutcome.Accepted));
                }
            },
            iter: 1_000);

    [Fact]
    public Task Each_id_is_reported_as_often_as_it_was_given() => Gen.Select(Gen.Long[1, 30].Array[1, 20], Gen.Bool.Array[31], Gen.Int).SampleAsync(
        async (ids, refused, seed) =>
        {
            using var script = new ScriptedResponses(retries: 0);
            long[] distinct = [.. ids.Distinct()];
            new Random(seed).Shuffle(distinct);
            var bad = distinct.Where(id => refused[id]).ToList();
            script.Answers(
                $"[{string.Join(',', distinct.Except(bad).Select(id => $$"""{"id":"{{id}}"}"""))}]",
                $"[{string.Join(',', bad.Select(id => $$$"""{"code":"E","meta":{"source":"{{{id}}}"}}"""))}]",
                bad.Count == distinct.Length ? 422 : 207,
                bad.Count);
            var result = await script.Client.DeleteContactsAsync(ids);
            Assert.Equal(ids.Select(id => refused[id] ? BatchOutcome.Refused : BatchOutcome.Accepted), result.Items.Select(item => item.Outcome));
        },
        iter: 1_000);

    private static async Task<BatchResult<Contact>> SendAsync(NewContact[] sent, ISet<int> refused, ReturnedDetail returned, Func<int, Identification> identified, int seed)
    {
        using var script = new ScriptedResponses(retries: 0);
        var (data, errors, status, numberOfErrors) = new BatchResponse(sent, refused, new Random(seed)).Write(returned, identified);
        script.Answers(data, errors, status, numberOfErrors);

        // Items whose outcome the response leaves open are looked up, and the look-ups fail.
        script.AnswersTimes(sent.Length, 403);
        return await script.Client.AddContactsAsync(sent);
    }

    private static NewContact Contact(int kind, int place) => kind switch
    {
        0 => new NewContact { ExternalId = $"K{place}", Email = $"k{place}@example.com" },
        1 => new NewContact { ExternalId = $"P{place}", PhoneNumber = $"+4860{place}" },
        2 => new NewContact { Email = $"e{place}@example.com", FirstName = "Ann" },
        _ => new NewContact { PhoneNumber = $"+4870{place}" },
    };
}
