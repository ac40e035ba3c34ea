using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client;
using ContactsPS.Errors;

namespace ContactsPS.Abstractions;

/// <summary>
/// A cmdlet whose operation takes arrays: inputs are gathered into batches, and every input gets its own result or its own error.
/// </summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
public abstract class BatchCommand<TItem> : ContactInputCommand
{
    private readonly List<Pending> batch = [];

    /// <summary>Contacts a request carries, 1 to 1000. The service's own limit is not documented.</summary>
    [Parameter]
    [ValidateRange(1, ContactRules.MaximumPageSize)]
    public int BatchSize { get; set; } = 100;

    /// <summary>Sends one batch.</summary>
    private protected abstract Task<BatchResult<Contact>> SendAsync(IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>Writes what the cmdlet writes for an item that was done.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="known">The contact as far as it was known before; null where only its address was.</param>
    /// <param name="answered">The contact as the service returned it; null where it returned nothing.</param>
    private protected abstract void WriteDone(TItem item, Contact? known, Contact? answered);

    /// <summary>What an item's contact is known by, such as <c>id:17</c>.</summary>
    private protected abstract IEnumerable<string> KeysOf(TItem item);

    /// <summary>The id of the contact that an item changes; null where it goes by another key, or creates one.</summary>
    private protected virtual long? IdOf(TItem item) => null;

    /// <summary>By which kinds of keys items go, where they may go by different ones.</summary>
    private protected virtual string AddressedBy(TItem item) => string.Empty;

    /// <summary>Sends what is left, and waits for what is in flight.</summary>
    protected override void EndProcessing()
    {
        Order.Finish();
        Flush();
        base.EndProcessing();
    }

    /// <summary>Puts an item into the batch, and sends the batch when it is full.</summary>
    private protected void Enqueue(TItem item, ContactInput input, Contact? known = null)
    {
        batch.Add(new Pending(item, input, known));
        if (batch.Count >= BatchSize)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (batch.Count == 0)
        {
            return;
        }

        var sent = batch.ToArray();
        batch.Clear();
        var items = Array.ConvertAll(sent, pending => pending.Item);
        var plan = new FlightPlan
        {
            Rows = Array.ConvertAll(sent, pending => pending.Input.Target),
            Keys = new HashSet<string>(items.SelectMany(KeysOf), StringComparer.OrdinalIgnoreCase),
            Ids = items.Select(IdOf).OfType<long>().ToList(),
            AddressedBy = string.Join("+", items.Select(AddressedBy).Distinct(StringComparer.Ordinal).OrderBy(kind => kind, StringComparer.Ordinal)),
        };
        Flights.Launch(
            plan,
            token => SendAsync(items, token),
            result => sent.Where((_, place) => result.Items[place].Outcome == BatchOutcome.Unknown).Select(pending => pending.Input.Target),
            result => Report(sent, result),
            failure => Report(sent, failure));
    }

    private void Report(Pending[] sent, ContactsException failure)
    {
        foreach (var pending in sent)
        {
            WriteFailure(failure, pending.Input.Target, pending.Input.Label);
        }
    }

    private void Report(Pending[] sent, BatchResult<Contact> result)
    {
        var untold = new List<int>();
        for (var i = 0; i < sent.Length; i++)
        {
            var item = result.Items[i];
            if (item.Outcome == BatchOutcome.Accepted)
            {
                Tally.Done++;
                WriteDone(sent[i].Item, sent[i].Known, item.Value);
                continue;
            }

            if (item is { Outcome: BatchOutcome.Unknown, Failure: null })
            {
                untold.Add(i);
            }
            else
            {
                WriteNotDone(sent[i].Input, item, result);
            }
        }

        if (untold.Count > 0)
        {
            // Some of them were refused, and the answer does not say which: that is one thing to tell about all of them.
            WriteFailure(ErrorRecords.Of(untold.ConvertAll(place => sent[place].Input), Operation, result.Items[untold[0]].Error, result.Status, result.UniqId), untold.Count);
        }
    }

    private void WriteNotDone(ContactInput input, BatchItemResult<Contact> item, BatchResult<Contact> result)
    {
        if (item is { Failure: { } failure, Error: null })
        {
            WriteFailure(failure, input.Target, input.Label);
        }
        else
        {
            WriteFailure(ErrorRecords.Of(input, Operation, item.Outcome, item.Error, result.Status, result.UniqId));
        }
    }

    private readonly record struct Pending(TItem Item, ContactInput Input, Contact? Known);
}
