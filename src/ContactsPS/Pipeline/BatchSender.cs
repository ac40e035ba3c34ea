using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Errors;
using ContactsPS.Reports;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Pipeline;

/// <summary>Gathers items into batches, sends each when it is full, and gives every input its own result or its own error.</summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
/// <typeparam name="TState">What the caller keeps beside it.</typeparam>
/// <param name="context">Whose requests they are.</param>
/// <param name="operation">What is done.</param>
/// <param name="size">Items a request carries.</param>
/// <param name="done">Takes an item that was done, and the contact as the service returned it; null if it returned nothing.</param>
/// <param name="failed">Takes items that were not done, or of which that is not known: one, or those of which the service refused some without saying which.</param>
internal sealed class BatchSender<TItem, TState>(
    CommandContext context,
    Operation<TItem> operation,
    int size,
    Action<BatchItem<TItem, TState>, Contact?> done,
    Action<IReadOnlyList<BatchItem<TItem, TState>>, Failure> failed)
{
    private readonly List<BatchItem<TItem, TState>> waiting = [];

    /// <summary>Puts an item into the batch, and sends the batch when it is full.</summary>
    public void Add(TItem item, ContactInput input, TState state)
    {
        waiting.Add(new BatchItem<TItem, TState>(item, input, state));
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
        var items = Array.ConvertAll(sent, one => one.Item);
        var scope = new WriteScope
        {
            Rows = Array.ConvertAll(sent, one => one.Input.Target),
            Keys = new HashSet<string>(items.SelectMany(operation.KeysOf), StringComparer.OrdinalIgnoreCase),
            Ids = items.Select(operation.IdOf).OfType<long>().ToList(),
            AddressedBy = string.Join("+", items.Select(operation.AddressedBy).Distinct(StringComparer.Ordinal).OrderBy(kind => kind, StringComparer.Ordinal)),
        };
        context.Requests.Start(
            scope,
            token => operation.SendAsync(context.Client, items, token),
            result => sent.Where((_, place) => result.Items[place].Outcome == BatchOutcome.OutcomeUnknown).Select(one => one.Input.Target),
            result => Report(sent, result),
            failure => Array.ForEach(sent, one => Fail(one, failure)));
    }

    private void Fail(BatchItem<TItem, TState> item, ContactsException failure) => failed([item], context.Streams.FailureOf(failure, item.Input.Target, item.Input.Label));

    private void Report(BatchItem<TItem, TState>[] sent, BatchResult<Contact> result)
    {
        var unnamed = new List<int>();
        for (var i = 0; i < sent.Length; i++)
        {
            switch (result.Items[i])
            {
                case { Outcome: BatchOutcome.Accepted } item:
                    done(sent[i], item.Value);
                    break;
                case { Outcome: BatchOutcome.OutcomeUnknown, Failure: null }:
                    unnamed.Add(i);
                    break;
                case { Failure: { } failure, Error: null }:
                    Fail(sent[i], failure);
                    break;
                default:
                    Refuse([i]);
                    break;
            }
        }

        if (unnamed.Count > 0)
        {
            // Some of them were refused, and the response does not say which: that is one thing to report about all of them.
            Refuse(unnamed);
        }

        void Refuse(List<int> places)
        {
            var items = places.ConvertAll(place => sent[place]);
            failed(items, ErrorRecords.Of(items.ConvertAll(one => (one.Input.Label, one.Input.Target)), operation.Description, result.Items[places[0]], result.Status, result.UniqId));
        }
    }
}

/// <summary>An item of a batch, the input that it was made of, and what the caller keeps beside it.</summary>
internal readonly record struct BatchItem<TItem, TState>(TItem Item, ContactInput Input, TState State);
