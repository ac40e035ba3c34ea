using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Pipeline;

namespace ContactsPS.Commands.Base;

/// <summary>
/// A cmdlet whose operation takes arrays: inputs are gathered into batches, and every input gets its own result or its own error.
/// </summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
public abstract class BatchCommand<TItem> : ContactInputCommand
{
    private CommandBatch? batch;

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
        batch?.Flush();
        base.EndProcessing();
    }

    /// <summary>Puts an item into the batch, and sends the batch when it is full.</summary>
    private protected void Enqueue(TItem item, ContactInput input, Contact? known = null) => (batch ??= new CommandBatch(this)).Add(item, input, known);

    private sealed class CommandBatch(BatchCommand<TItem> cmdlet) : Batch<TItem, Contact?>(cmdlet.Flights, cmdlet.BatchSize)
    {
        protected override string Operation => cmdlet.Operation;

        protected override Task<BatchResult<Contact>> SendAsync(IReadOnlyList<TItem> items, CancellationToken cancellationToken) =>
            cmdlet.SendAsync(items, cancellationToken);

        protected override IEnumerable<string> KeysOf(TItem item) => cmdlet.KeysOf(item);

        protected override long? IdOf(TItem item) => cmdlet.IdOf(item);

        protected override string AddressedBy(TItem item) => cmdlet.AddressedBy(item);

        protected override void OnDone(Pending pending, Contact? answered)
        {
            cmdlet.Tally.Done++;
            cmdlet.WriteDone(pending.Item, pending.State, answered);
        }

        protected override void OnFailed(Pending pending, ErrorRecord record, ContactsException? failure) => cmdlet.WriteFailure(record, failure);

        protected override void OnUntold(IReadOnlyList<Pending> pending, ErrorRecord record) => cmdlet.WriteFailure(record, inputs: pending.Count);
    }
}
