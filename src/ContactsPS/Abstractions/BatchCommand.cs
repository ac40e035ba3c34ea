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

    /// <summary>What the operation does to a contact, as the rest of "the service refused to …".</summary>
    private protected abstract string Operation { get; }

    /// <summary>Sends one batch.</summary>
    private protected abstract Task<BatchResult<Contact>> SendAsync(IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>Writes what the cmdlet writes for an item that was done.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="known">The contact as far as it was known before; null where only its address was.</param>
    /// <param name="answered">The contact as the service returned it; null where it returned nothing.</param>
    private protected abstract void WriteDone(TItem item, Contact? known, Contact? answered);

    /// <summary>Sends what is left.</summary>
    protected override void EndProcessing() => Flush();

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
        BatchResult<Contact> result;
        try
        {
            result = Await(token => SendAsync(Array.ConvertAll(sent, pending => pending.Item), token));
        }
        catch (PipelineStoppedException)
        {
            CurrentConnection.LeaveUndecided(sent.Select(pending => pending.Input.Target));
            throw;
        }
        catch (ContactsException exception)
        {
            foreach (var pending in sent)
            {
                WriteFailure(exception, pending.Input.Target, pending.Input.Label);
            }

            return;
        }

        Report(sent, result);
    }

    private void Report(Pending[] sent, BatchResult<Contact> result)
    {
        for (var i = 0; i < sent.Length; i++)
        {
            var item = result.Items[i];
            if (item.Outcome == BatchOutcome.Accepted)
            {
                WriteDone(sent[i].Item, sent[i].Known, item.Value);
            }
            else
            {
                WriteError(ErrorRecords.Of(sent[i].Input, Operation, item.Outcome, item.Error, result.Status, result.UniqId));
            }
        }
    }

    private readonly record struct Pending(TItem Item, ContactInput Input, Contact? Known);
}
