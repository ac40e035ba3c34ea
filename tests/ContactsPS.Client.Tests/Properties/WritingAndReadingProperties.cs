using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;
using ContactsPS.Client.Responses;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>A contact arrives as it was sent, and what the service writes is read without loss.</summary>
public sealed class WritingAndReadingProperties : IDisposable
{
    private readonly SandboxAccess api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public Task A_created_contact_equals_the_one_that_was_sent() => Generators.NewContact.SampleAsync(
        async sent =>
        {
            var item = Assert.Single((await api.Client.AddContactsAsync([sent])).Items);
            if (item.Outcome == BatchOutcome.Refused)
            {
                // Its external id is another contact's already, or one of its texts is too long.
                Assert.True(item.Error!.Code is "E-1-008" or "E-1-002", item.Error.ToString());
                return;
            }

            var read = item.Value!;
            var held = api.Account.Contacts.Single(contact => contact.Id == read.Id);
            Assert.Equal((sent.Email, sent.PhoneNumber, sent.ExternalId, sent.FirstName), (held.Email, held.PhoneNumber, held.ExternalId, held.FirstName));
            Assert.Equal((sent.LastName, sent.CompanyName, sent.CreatedAt ?? held.CreatedAt), (held.LastName, held.CompanyName, held.CreatedAt));
            Assert.Equal((held.Email, held.PhoneNumber, held.ExternalId, held.FirstName), (read.Email, read.PhoneNumber, read.ExternalId, read.FirstName));
            Assert.Equal((held.LastName, held.CompanyName, held.CreatedAt, false), (read.LastName, read.CompanyName, read.CreatedAt, read.InArchive));
            JsonAssert.Bags(sent.ExternalData!, held.ExternalData.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)));
            JsonAssert.Bags(sent.ExternalData!, read.ExternalData);
        },
        iter: 300);

    [Fact]
    public void An_update_distinguishes_absent_null_and_a_value() => Gen.Select(Generators.MaybeText, Generators.MaybeText, Generators.MaybeSecond, Generators.Bag, Gen.Int[0, 255]).Sample(
        (text, other, date, bag, present) =>
        {
            Maybe<T> Of<T>(int place, T value) => (present & (1 << place)) != 0 ? new(value) : default;
            var update = new ContactUpdate
            {
                Id = 7,
                NewExternalId = Of(0, text),
                Email = Of(1, other),
                PhoneNumber = Of(2, text),
                FirstName = Of(3, other),
                LastName = Of(4, text),
                CompanyName = Of(5, other),
                CreatedAt = Of(6, date),
                ExternalData = Of(7, bag.Count == 0 ? null : (IReadOnlyDictionary<string, object?>)bag),
            };
            using var written = JsonDocument.Parse(RequestBody.Of([update]));
            var data = written.RootElement[0].GetProperty("data");

            string[] names = ["externalId", "email", "phoneNumber", "firstName", "lastName", "companyName", "createdAt", "externalData"];
            string?[] texts = [text, other, text, other, text, other, date is { } moment ? ContactDate.Format(moment) : null];
            Assert.Equal(names.Where((_, place) => (present & (1 << place)) != 0), data.EnumerateObject().Select(property => property.Name));
            foreach (var (name, expected) in names.Zip(texts).Where((_, place) => (present & (1 << place)) != 0))
            {
                Assert.Equal(expected, data.GetProperty(name).GetString());
            }
        },
        iter: 2_000);

    [Fact]
    public void A_contact_is_read_the_same_however_the_service_writes_it() => Gen.Select(Generators.NewContact, Gen.Long[1, long.MaxValue], Gen.Int, Generators.Bag).Sample(
        (contact, id, seed, unknown) =>
        {
            var json = ServiceWriting.Contact(contact, id, unknown, new Random(seed));
            var envelope = EnvelopeReader.Read(ServiceWriting.Envelope(json, new Random(seed)), new ContactReader());
            var read = Assert.Single(envelope.Data);
            Assert.True(envelope.HasMeta);
            Assert.Equal((id, contact.Email, contact.PhoneNumber, contact.ExternalId), (read.Id!.Value, read.Email, read.PhoneNumber, read.ExternalId));
            Assert.Equal((contact.FirstName, contact.LastName, contact.CompanyName, contact.CreatedAt), (read.FirstName, read.LastName, read.CompanyName, read.CreatedAt));
            JsonAssert.Bags(contact.ExternalData!, read.ExternalData);
            JsonAssert.Bags(unknown, read.AdditionalProperties);
        },
        iter: 3_000);

    [Fact]
    public void Unknown_members_of_the_envelope_do_not_change_what_is_read() =>
        Gen.Select(Generators.NewContact.Array[0, 5], Gen.Int, Generators.Bag).Sample(
            (contacts, seed, unknown) =>
            {
                var random = new Random(seed);
                var items = contacts.Select((contact, place) => ServiceWriting.Contact(contact, place + 1, unknown, random)).ToArray();
                var envelope = EnvelopeReader.Read(ServiceWriting.Envelope(items, random), new ContactReader());
                Assert.Equal(contacts.Select((contact, place) => (place + 1L, contact.Email)), envelope.Data.Select(contact => (contact.Id!.Value, contact.Email)));
                Assert.Equal("085fa5dabf", envelope.UniqId);
            },
            iter: 1_000);

    [Fact]
    public Task Anything_without_the_head_of_an_envelope_is_NotTheService() => Gen.Select(Generators.NewContact.Array[0, 3], Gen.Int, Gen.Bool).SampleAsync(
        async (contacts, seed, isNull) =>
        {
            var random = new Random(seed);
            var items = contacts.Select((contact, place) => ServiceWriting.Contact(contact, place + 1, [], random)).ToArray();
            var whole = JsonNode.Parse(ServiceWriting.Envelope(items, random))!.AsObject();
            whole.Remove("meta");
            if (isNull)
            {
                whole["meta"] = null;
            }

            using var script = new ScriptedResponses(retries: 0);
            script.AnswersRaw(200, whole.ToJsonString());
            Assert.Equal(ContactsFailure.NotTheService, (await script.FailsAsync(nameof(ContactsClient.ListContacts))).Failure);
        },
        iter: 500);
}
