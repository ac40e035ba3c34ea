using ContactsPS.Binding;
using ContactsPS.Errors;

namespace ContactsPS.Sync;

/// <summary>A change of several requests, such as a field, an opt-out and a group. It is reported when the last of them is complete.</summary>
/// <param name="input">The row.</param>
/// <param name="change">What is reported.</param>
internal sealed class PendingChange(ContactInput input, ContactChange change)
{
    private bool hasFailed;

    public ContactInput Input => input;

    public ContactChange Change => change;

    /// <summary>Requests that are not complete, or not sent yet.</summary>
    public int Parts { get; private set; }

    /// <summary>Whether an opt-out failed: then the contact joins no group, because joining may send a mail.</summary>
    public bool IsOptOutOpen { get; private set; }

    /// <summary>Whether something of it was not sent: then its row is not done.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Whether the next request that is done is the last.</summary>
    public bool IsLast => Parts == 1 && !hasFailed;

    /// <summary>Takes requests that are to be sent.</summary>
    public void Expect(int parts) => Parts += parts;

    /// <summary>Takes a request that was done.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Finish(long? id)
    {
        if (!hasFailed)
        {
            _ = Parts == 1 ? change.Apply(id) : change.Learn(id);
        }

        return --Parts == 0;
    }

    /// <summary>Takes a request that is not sent after all.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Drop()
    {
        IsPartial = true;
        return Finish(id: null);
    }

    /// <summary>Takes that nothing that is to follow can be sent.</summary>
    public void Abort(Failure failure)
    {
        Parts = 1;
        _ = Fail(failure, isOptOut: false);
    }

    /// <summary>Takes a request that was not done.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Fail(Failure failure, bool isOptOut)
    {
        IsOptOutOpen |= isOptOut;
        if (!hasFailed)
        {
            hasFailed = true;
            _ = change.Fail(failure.Record);
        }

        return --Parts == 0;
    }
}
