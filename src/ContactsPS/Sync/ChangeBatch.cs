using System.Management.Automation;
using ContactsPS.Client.Batching;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Changes of a sync that go out in batches.</summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
/// <param name="flights">The cmdlet's requests in flight.</param>
/// <param name="size">Items a request carries.</param>
/// <param name="outcome">Is told what became of each.</param>
internal abstract class ChangeBatch<TItem>(Flights flights, int size, IChangeOutcome outcome) : Batch<TItem, ContactChange>(flights, size)
{
    protected override void OnDone(Pending pending, Contact? answered) => outcome.Done(pending.State.Apply(answered?.Id));

    protected override void OnFailed(Pending pending, ErrorRecord record, ContactsException? failure) => outcome.NotDone(pending.State.Fail(record), record, failure);

    protected override void OnUntold(IReadOnlyList<Pending> pending, ErrorRecord record) => outcome.NotDone(pending.Select(one => one.State.Fail(record)).ToList(), record);
}

/// <summary>What a sync does with a change whose outcome is known.</summary>
internal interface IChangeOutcome
{
    /// <summary>Takes a change that was done.</summary>
    void Done(ContactChange change);

    /// <summary>Takes a change that was not done, or of which that is not known.</summary>
    void NotDone(ContactChange change, ErrorRecord record, ContactsException? failure);

    /// <summary>Takes changes of which the service refused some without saying which.</summary>
    void NotDone(IReadOnlyList<ContactChange> changes, ErrorRecord record);
}

/// <summary>Contacts that are created.</summary>
internal sealed class Creations(ContactsClient client, Flights flights, int size, IChangeOutcome outcome) : ChangeBatch<NewContact>(flights, size, outcome)
{
    protected override string Operation => Errors.Messages.Get("Create_Operation");

    protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<NewContact> items, CancellationToken cancellationToken) =>
        client.AddContactsAsync(items, cancellationToken);

    protected override IEnumerable<string> KeysOf(NewContact item) => ContactKeys.AllOf(item);

    protected override long? IdOf(NewContact item) => null;
}

/// <summary>Contacts of which fields are changed.</summary>
internal sealed class Updates(ContactsClient client, Flights flights, int size, IChangeOutcome outcome) : ChangeBatch<ContactUpdate>(flights, size, outcome)
{
    protected override string Operation => Errors.Messages.Get("Change_Operation");

    protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<ContactUpdate> items, CancellationToken cancellationToken) =>
        client.UpdateContactsAsync(items, cancellationToken);

    protected override IEnumerable<string> KeysOf(ContactUpdate item) => [$"id:{item.Id}"];

    protected override long? IdOf(ContactUpdate item) => item.Id;
}

/// <summary>Contacts that are removed.</summary>
internal sealed class Removals(ContactsClient client, Flights flights, int size, IChangeOutcome outcome) : ChangeBatch<long>(flights, size, outcome)
{
    protected override string Operation => Errors.Messages.Get("Remove_Operation");

    protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<long> items, CancellationToken cancellationToken) =>
        client.DeleteContactsAsync(items, cancellationToken);

    protected override IEnumerable<string> KeysOf(long item) => [$"id:{item}"];

    protected override long? IdOf(long item) => item;
}
