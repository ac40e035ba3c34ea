using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Errors;
using ContactsPS.Reports;

namespace ContactsPS.Pipeline;

/// <summary>Gathers items into batches, sends each when it is full, and gives every input its own result or its own error.</summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
/// <typeparam name="TState">What its cmdlet keeps beside it.</typeparam>
/// <param name="flights">The cmdlet's requests in flight.</param>
/// <param name="size">Items a request carries.</param>
internal abstract class Batch<TItem, TState>(Flights flights, int size)
{
    private readonly List<Pending> waiting = [];

    /// <summary>What the operation does to a contact, as the rest of "the service refused to …".</summary>
    protected abstract string Operation { get; }

    /// <summary>Puts an item into the batch, and sends the batch when it is full.</summary>
    public void Add(TItem item, ContactInput input, TState state)
    {
        waiting.Add(new Pending(item, input, state));
        if (waiting.Count >= size)
        {
            Flush();
        }
    }

    /// <summary>Sends what is left.</summary>
    public void Flush()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var sent = waiting.ToArray();
        waiting.Clear();
        var items = Array.ConvertAll(sent, pending => pending.Item);
        var plan = new FlightPlan
        {
            Rows = Array.ConvertAll(sent, pending => pending.Input.Target),
            Keys = new HashSet<string>(items.SelectMany(KeysOf), StringComparer.OrdinalIgnoreCase),
            Ids = items.Select(IdOf).OfType<long>().ToList(),
            AddressedBy = string.Join("+", items.Select(AddressedBy).Distinct(StringComparer.Ordinal).OrderBy(kind => kind, StringComparer.Ordinal)),
        };
        flights.Launch(
            plan,
            token => SendAsync(items, token),
            result => sent.Where((_, place) => result.Items[place].Outcome == BatchOutcome.Unknown).Select(pending => pending.Input.Target),
            result => Report(sent, result),
            failure => Array.ForEach(sent, pending => OnFailed(pending, ErrorRecords.Of(failure, pending.Input.Target, pending.Input.Label), failure)));
    }

    /// <summary>Sends one batch.</summary>
    protected abstract Task<BatchResult<Contact>> SendAsync(IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>What an item's contact is known by, such as <c>id:17</c>.</summary>
    protected abstract IEnumerable<string> KeysOf(TItem item);

    /// <summary>The id of the contact that an item changes; null where it goes by another key, or creates one.</summary>
    protected abstract long? IdOf(TItem item);

    /// <summary>By which kinds of keys items go, where they may go by different ones.</summary>
    protected virtual string AddressedBy(TItem item) => string.Empty;

    /// <summary>Takes an item that was done.</summary>
    /// <param name="pending">The item.</param>
    /// <param name="answered">The contact as the service returned it; null where it returned nothing.</param>
    protected abstract void OnDone(Pending pending, Contact? answered);

    /// <summary>Takes an item that was not done, or of which that is not known.</summary>
    /// <param name="pending">The item.</param>
    /// <param name="record">What is the matter with it.</param>
    /// <param name="failure">How its request failed; null where the service answered.</param>
    protected abstract void OnFailed(Pending pending, ErrorRecord record, ContactsException? failure);

    /// <summary>Takes items of which the service refused some without saying which.</summary>
    protected abstract void OnUntold(IReadOnlyList<Pending> pending, ErrorRecord record);

    private void Report(Pending[] sent, BatchResult<Contact> result)
    {
        var untold = new List<int>();
        for (var i = 0; i < sent.Length; i++)
        {
            var item = result.Items[i];
            switch (item)
            {
                case { Outcome: BatchOutcome.Accepted }:
                    OnDone(sent[i], item.Value);
                    break;
                case { Outcome: BatchOutcome.Unknown, Failure: null }:
                    untold.Add(i);
                    break;
                case { Failure: { } failure, Error: null }:
                    OnFailed(sent[i], ErrorRecords.Of(failure, sent[i].Input.Target, sent[i].Input.Label), failure);
                    break;
                default:
                    OnFailed(sent[i], ErrorRecords.Of(sent[i].Input, Operation, item.Outcome, item.Error, result.Status, result.UniqId), failure: null);
                    break;
            }
        }

        if (untold.Count > 0)
        {
            // Some of them were refused, and the answer does not say which: that is one thing to tell about all of them.
            var record = ErrorRecords.Of(untold.ConvertAll(place => sent[place].Input), Operation, result.Items[untold[0]].Error, result.Status, result.UniqId);
            OnUntold(untold.ConvertAll(place => sent[place]), record);
        }
    }

    /// <summary>An item, the input that it was made of, and what its cmdlet keeps beside it.</summary>
    internal readonly record struct Pending(TItem Item, ContactInput Input, TState State);
}
