using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Errors;
using ContactsPS.Reports;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Pipeline;

/// <summary>Collects items into batches, sends each full batch, and gives every input its own result or error.</summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
/// <typeparam name="TState">The caller's data for an item.</typeparam>
/// <param name="context">Sends the requests.</param>
/// <param name="operation">The operation.</param>
/// <param name="size">The items of one request.</param>
/// <param name="done">Takes an item that was done, and the contact as the service returned it; null if it returned nothing.</param>
/// <param name="failed">Takes items that were not done, or whose outcome is unknown: one item, or those of which the service refused some without saying which.</param>
/// <param name="isLast">Whether the item is the last one of its input; default true.</param>
internal sealed class BatchSender<TItem, TState>(
    CommandContext context,
    Operation<TItem> operation,
    int size,
    Action<BatchItem<TItem, TState>, Contact?> done,
    Action<IReadOnlyList<BatchItem<TItem, TState>>, Failure> failed,
    Func<TState, bool>? isLast = null)
{
    private readonly List<BatchItem<TItem, TState>> waiting = [];

    private CommandContext Context => context;

    private Operation<TItem> Operation => operation;

    private Action<BatchItem<TItem, TState>, Contact?> Done => done;

    private Func<TState, bool>? IsLast => isLast;

    private Action<IReadOnlyList<BatchItem<TItem, TState>>, Failure> Failed => failed;

    /// <summary>Adds an item to the batch, and sends the batch when it is full.</summary>
    public void Add(TItem item, ContactInput input, TState state)
    {
        waiting.Add(new BatchItem<TItem, TState>(item, new KeptInput(input), state));
        if (waiting.Count >= size)
        {
            Flush();
        }
    }

    /// <summary>Sends the last batch.</summary>
    public void Flush()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var sent = waiting.ToArray();
        waiting.Clear();
        context.Requests.Start(new Batch(this, sent));
    }

    private sealed class Batch : PendingWrite<BatchResult<Contact>>
    {
        private readonly BatchSender<TItem, TState> sender;
        private readonly BatchItem<TItem, TState>[] sent;
        private Failure?[]? failures;
        private Failure? unnamed;

        public Batch(BatchSender<TItem, TState> sender, BatchItem<TItem, TState>[] sent)
        {
            this.sender = sender;
            this.sent = sent;
        }

        public override IReadOnlyCollection<long> Ids => sent.Select(one => sender.Operation.IdOf(one.Item)).OfType<long>().ToList();

        public override WriteScope CreateScope() => new()
        {
            Keys = [.. sent.SelectMany(one => sender.Operation.KeysOf(one.Item))],
            AddressedBy = string.Join("+", sent.Select(one => sender.Operation.AddressedBy(one.Item)).Distinct(StringComparer.Ordinal).OrderBy(static kind => kind, StringComparer.Ordinal)),
        };

        public override Task<BatchResult<Contact>> SendAsync(CancellationToken cancellationToken) => sender.Operation.SendAsync(sender.Context.Client, Array.ConvertAll(sent, static one => one.Item), cancellationToken);

        public override void Record(BatchResult<Contact> result)
        {
            for (var i = 0; i < sent.Length; i++)
            {
                switch (result.Items[i])
                {
                    case { Outcome: BatchOutcome.Accepted } item:
                        Finish(i, item.Value);
                        break;
                    case { Outcome: BatchOutcome.OutcomeUnknown, Failure: null }:
                        // Some of them were refused, and the response does not say which, so there is one error about all of them.
                        unnamed ??= RefusalOf(UnnamedOf(result), result);
                        Leave(i, unnamed.Value);
                        break;
                    case { Failure: { } failure, Error: null }:
                        Leave(i, FailureOf(sent[i], failure));
                        break;
                    default:
                        Leave(i, RefusalOf([i], result));
                        break;
                }
            }
        }

        public override void Record(ContactsException failure)
        {
            for (var i = 0; i < sent.Length; i++)
            {
                Leave(i, FailureOf(sent[i], failure));
            }
        }

        public override void Abandon()
        {
            foreach (var one in sent)
            {
                if (one.Input.Place is { } place)
                {
                    sender.Context.Run?.Abandon(place, one.Input.Read().Target);
                }
            }
        }

        public override void Complete(BatchResult<Contact> result)
        {
            for (var i = 0; i < sent.Length; i++)
            {
                if (failures?[i] is not { } failure)
                {
                    sender.Done(sent[i], result.Items[i].Value);
                }
                else if (!ReferenceEquals(failure.Record, unnamed?.Record))
                {
                    sender.Failed([sent[i]], failure);
                }
            }

            if (unnamed is { } several)
            {
                sender.Failed(UnnamedOf(result).ConvertAll(i => sent[i]), several);
            }
        }

        public override void Fail(ContactsException failure)
        {
            for (var i = 0; i < sent.Length; i++)
            {
                sender.Failed([sent[i]], failures![i]!.Value);
            }
        }

        private void Finish(int i, Contact? answered)
        {
            if (sent[i].Input.Place is { } place && sender.IsLast?.Invoke(sent[i].State) != false)
            {
                sender.Context.Run?.Finish(place, answered?.Id ?? sender.Operation.IdOf(sent[i].Item));
            }
        }

        private void Leave(int i, Failure failure)
        {
            (failures ??= new Failure?[sent.Length])[i] = failure;
            sender.Context.Record(sent[i].Input.Read(), failure);
        }

        private Failure FailureOf(BatchItem<TItem, TState> item, ContactsException failure)
        {
            var input = item.Input.Read();
            return sender.Context.Streams.FailureOf(failure, input.Target, input.Label);
        }

        private List<int> UnnamedOf(BatchResult<Contact> result) =>
            Enumerable.Range(0, sent.Length).Where(i => result.Items[i] is { Outcome: BatchOutcome.OutcomeUnknown, Failure: null }).ToList();

        private Failure RefusalOf(List<int> places, BatchResult<Contact> result) => FindMissing(places, result) ?? ErrorRecords.Of(
            places.ConvertAll(i => sent[i].Input.Read() is var input ? new RefusedInput(input.Label, input.Target, sender.Operation.FieldsOf(sent[i].Item)) : default),
            sender.Operation.Description,
            result.Items[places[0]],
            result.Status,
            result.UniqId);

        /// <summary>The error for a contact that does not exist; null if it was refused for another reason.</summary>
        private Failure? FindMissing(List<int> places, BatchResult<Contact> result) =>
            places is [var i] && result.Items[i] is { Outcome: BatchOutcome.Refused, Error: { } error } && sender.Operation.FindMissing(sent[i].Item, error) is { } address && sent[i].Input.Read() is var input
                ? ErrorRecords.NotFound(input.Label, input.Target, address, error, result.Status, result.UniqId)
                : null;
    }
}

/// <summary>An item of a batch, its input, and the caller's data.</summary>
internal readonly record struct BatchItem<TItem, TState>(TItem Item, KeptInput Input, TState State);
