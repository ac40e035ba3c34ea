using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Sends the changes of a run, in batches and concurrently. Each kind has a stage of its own: opt-outs, then creations and updates, then what follows a creation, then joining groups, and last what
/// cannot be undone. A stage starts when the previous one is complete.
/// </summary>
internal sealed class ChangeSender
{
    private readonly CommandContext context;
    private readonly Action<PendingChange> completed;
    private readonly Action<Failure, bool> failed;
    private readonly Dictionary<PendingChange, NewMember> toFollow = [];
    private readonly Dictionary<PendingChange, NewMember> created = [];
    private readonly Dictionary<SubscriptionChannel, BatchSender<long, PendingChange>> optOuts;
    private readonly Dictionary<SubscriptionChannel, BatchSender<long, PendingChange>> optIns;
    private readonly BatchSender<NewContact, PendingChange> creations;
    private readonly BatchSender<ContactUpdate, PendingChange> updates;
    private readonly BatchSender<GroupMembership, PendingChange> joins;
    private readonly BatchSender<GroupMembership, PendingChange> leaves;
    private readonly BatchSender<long, PendingChange> removals;

    /// <param name="context">Sends the requests.</param>
    /// <param name="batchSize">The items of one request.</param>
    /// <param name="completed">Takes a change whose last request is complete.</param>
    /// <param name="failed">Takes what was not done, and whether it was a creation.</param>
    public ChangeSender(CommandContext context, int batchSize, Action<PendingChange> completed, Action<Failure, bool> failed)
    {
        this.context = context;
        this.completed = completed;
        this.failed = failed;
        optOuts = SubscriptionChannel.All.ToDictionary(static channel => channel, channel => SenderOf(Operations.Unsubscribe([channel.Name]), batchSize, isOptOut: true));
        optIns = SubscriptionChannel.All.ToDictionary(static channel => channel, channel => SenderOf(Operations.Subscribe([channel.Name]), batchSize));
        creations = SenderOf(Operations.Create, batchSize, isCreation: true);
        updates = SenderOf(Operations.Change, batchSize);
        joins = SenderOf(Operations.AddToGroup, 1);
        leaves = SenderOf(Operations.TakeOutOfGroup, 1);
        removals = SenderOf(Operations.Remove, batchSize);
    }

    /// <summary>Opt-outs to send that are not known to be done: one for each contact and channel.</summary>
    public long OpenOptOuts { get; private set; }

    /// <summary>Adds opt-outs to send, even if they cannot be sent.</summary>
    public void ExpectOptOuts(int count)
    {
        OpenOptOuts += count;
        ShowOpenOptOuts();
    }

    /// <summary>Unsubscribes a contact.</summary>
    public void OptOut(long id, IEnumerable<SubscriptionChannel> channels, PendingChange change)
    {
        foreach (var channel in channels)
        {
            optOuts[channel].Add(id, change.Input, change);
        }
    }

    /// <summary>Resubscribes a contact.</summary>
    public void OptIn(long id, IEnumerable<SubscriptionChannel> channels, PendingChange change)
    {
        foreach (var channel in channels)
        {
            optIns[channel].Add(id, change.Input, change);
        }
    }

    /// <summary>
    /// Creates a contact. With an opt-out, it is created without groups and unsubscribed, and joins its groups after that, because joining may send a mail.
    /// </summary>
    public void Create(NewContact contact, IReadOnlyList<long> groups, IReadOnlyCollection<SubscriptionChannel> channels, PendingChange change)
    {
        change.Expect(1);
        if (channels.Count > 0)
        {
            change.Expect(channels.Count + (groups.Count > 0 ? 1 : 0));
            toFollow.Add(change, new NewMember(Id: null, AddressOf(contact), channels, groups));
        }

        var atOnce = channels.Count > 0 || groups.Count == 0 ? null : groups;
        creations.Add(ReferenceEquals(atOnce, contact.AddToGroup) ? contact : new NewContact(contact.Fields) { ExternalData = contact.ExternalData, AddToGroup = atOnce }, change.Input, change);
    }

    /// <summary>Changes fields of a contact.</summary>
    public void Update(ContactUpdate update, PendingChange change) => updates.Add(update, change.Input, change);

    /// <summary>Makes a contact join groups, unless an opt-out before it failed.</summary>
    public void Join(long id, IReadOnlyList<long> groups, PendingChange change)
    {
        if (!change.IsOptOutOpen)
        {
            joins.Add(new GroupMembership(id, groups), change.Input, change);
        }
        else if (change.Drop())
        {
            completed(change);
        }
    }

    /// <summary>Makes a contact leave groups.</summary>
    public void Leave(long id, IReadOnlyList<long> groups, PendingChange change) => leaves.Add(new GroupMembership(id, groups), change.Input, change);

    /// <summary>Removes a contact.</summary>
    public void Remove(long id, PendingChange change) => removals.Add(id, change.Input, change);

    /// <summary>Takes parts of a change that are not sent.</summary>
    public void Drop(PendingChange change, int parts)
    {
        for (var i = 0; i < parts; i++)
        {
            if (change.Drop())
            {
                completed(change);
            }
        }
    }

    /// <summary>Ends the stage of opt-outs.</summary>
    public void FinishOptOuts() => Finish(optOuts);

    /// <summary>Ends the stage of creations and updates, and unsubscribes created contacts.</summary>
    public void FinishChanges()
    {
        creations.Flush();
        updates.Flush();
        context.Requests.Finish();
        FindCreated();
        foreach (var (change, member) in created.Select(static entry => (entry.Key, entry.Value)))
        {
            OptOut(member.Id!.Value, member.OptOuts, change);
        }

        Finish(optOuts);
    }

    /// <summary>Makes created contacts join their groups, and ends the stage of joining.</summary>
    public void FinishJoins()
    {
        foreach (var (change, member) in created.Where(static entry => entry.Value.Groups.Count > 0).Select(static entry => (entry.Key, entry.Value)))
        {
            Join(member.Id!.Value, member.Groups, change);
        }

        created.Clear();
        joins.Flush();
        context.Requests.Finish();
    }

    /// <summary>Ends the stage of what cannot be undone.</summary>
    public void FinishDestructive()
    {
        leaves.Flush();
        Finish(optIns);
        removals.Flush();
        context.Requests.Finish();
    }

    private static ContactAddress AddressOf(NewContact contact)
    {
        var field = StandardField.All.First(field => field.IsAddress && contact.Fields[field] is not null);
        return ContactAddress.Of(field, (string)contact.Fields[field]!);
    }

    private void Finish(Dictionary<SubscriptionChannel, BatchSender<long, PendingChange>> senders)
    {
        foreach (var sender in senders.Values)
        {
            sender.Flush();
        }

        context.Requests.Finish();
    }

    /// <summary>Looks up created contacts whose id the service did not return.</summary>
    private void FindCreated()
    {
        foreach (var (change, member) in created.Where(static entry => entry.Value.Id is null).Select(static entry => (entry.Key, entry.Value)).ToList())
        {
            var address = member.Address;
            context.Requests.Start(
                token => context.Client.FindContactsAsync(address.Query, token),
                found =>
                {
                    var matching = found.Where(contact => contact.Id is not null && address.Matches(contact)).ToList();
                    if (matching.Count == 1)
                    {
                        created[change] = member with { Id = matching[0].Id };
                        _ = change.Change.Learn(matching[0].Id);
                        return;
                    }

                    GiveUp(change, ErrorRecords.Of(FailureKind.ContactNotFound, change.Input.Target, change.Input.Label, address));
                },
                failure => GiveUp(change, context.Streams.FailureOf(failure, change.Input.Target, change.Input.Label)));
        }

        context.WaitUntil(() => context.Requests.Count == 0);
    }

    private void GiveUp(PendingChange change, Failure failure)
    {
        created.Remove(change);
        context.Record(change.Input, failure);
        change.Abort(failure);
        completed(change);
        context.Streams.WriteFailure(failure);
    }

    private BatchSender<TItem, PendingChange> SenderOf<TItem>(Operation<TItem> operation, int size, bool isCreation = false, bool isOptOut = false) => new(
        context,
        operation,
        size,
        (sent, answered) =>
        {
            ExpectOptOuts(isOptOut ? -1 : 0);
            if (toFollow.TryGetValue(sent.State, out var member))
            {
                toFollow.Remove(sent.State);
                created[sent.State] = member with { Id = answered?.Id };
            }

            if (sent.State.Finish(isCreation ? answered?.Id : null))
            {
                completed(sent.State);
            }
        },
        (sent, failure) =>
        {
            foreach (var change in sent.Select(static one => one.State))
            {
                if (toFollow.Remove(change))
                {
                    change.Abort(failure);
                    completed(change);
                }
                else if (change.Fail(failure, isOptOut))
                {
                    completed(change);
                }
            }

            failed(failure, isCreation);
            context.Streams.WriteFailure(failure, sent.Count);
        },
        static change => change.IsLast);

    private void ShowOpenOptOuts()
    {
        if (context.Run is { } run)
        {
            run.OpenOptOuts = OpenOptOuts;
        }
    }
}

/// <summary>What follows the creation of a contact.</summary>
/// <param name="Id">Its id; null if the service did not return it.</param>
/// <param name="Address">The address for the look-up in that case.</param>
/// <param name="OptOuts">The channels that it is unsubscribed from.</param>
/// <param name="Groups">The groups that it joins after that.</param>
internal sealed record NewMember(long? Id, ContactAddress Address, IReadOnlyCollection<SubscriptionChannel> OptOuts, IReadOnlyList<long> Groups);
