using System.Management.Automation;

namespace ContactsPS.Sync;

/// <summary>What a sync does about one contact.</summary>
internal enum ContactChangeAction : byte
{
    /// <summary>It was not there, and is created.</summary>
    Created,

    /// <summary>Some of its fields held something else.</summary>
    Updated,

    /// <summary>It holds what it should already.</summary>
    Unchanged,

    /// <summary>The source does not have it any more.</summary>
    Removed,

    /// <summary>It is unsubscribed at the service, and not in the source, which has to learn it.</summary>
    OptedOut,

    /// <summary>It is left alone, as -NoCreate, -NoUpdate, -GroupId or -Exclude say.</summary>
    Skipped,

    /// <summary>Nothing was done, or nobody knows whether it was: <see cref="ContactChange.Error"/> says why.</summary>
    Failed,
}

/// <summary>A line of a sync's plan, and of its report: one contact, and what is done about it.</summary>
public sealed class ContactChange
{
    // An enumeration would come back from Clixml as a number, and no comparison with a name would hold.
    private static readonly string[] Actions = [nameof(ContactChangeAction.Created), nameof(ContactChangeAction.Updated), nameof(ContactChangeAction.Unchanged), nameof(ContactChangeAction.Removed),
        nameof(ContactChangeAction.OptedOut), nameof(ContactChangeAction.Skipped), nameof(ContactChangeAction.Failed)];

    internal ContactChange(ContactChangeAction action, string? key, long? id = null, IReadOnlyList<FieldChange>? changes = null)
    {
        Kind = action;
        Key = key;
        Id = id;
        Changes = changes ?? [];
    }

    /// <summary>What is done: Created, Updated, Unchanged, Removed, OptedOut, Skipped or Failed.</summary>
    public string Action => Actions[(int)Kind];

    /// <summary>What is done.</summary>
    internal ContactChangeAction Kind { get; private set; }

    /// <summary>What it is matched on: its external id, e-mail address or phone number; null where the row has none.</summary>
    public string? Key { get; }

    /// <summary>The contact's id; null where there is none yet.</summary>
    public long? Id { get; private set; }

    /// <summary>The fields that are changed, from what and to what; empty save where it is updated.</summary>
    public IReadOnlyList<FieldChange> Changes { get; private set; }

    /// <summary>The contact as it is created, or as it was before it is removed; null for any other action.</summary>
    public Contact? Contact { get; internal set; }

    /// <summary>The groups, as <c>id:12</c>, that a contact is created in, or that it was in before it is removed; null for any other action, and if they could not be read.</summary>
    public IReadOnlyList<string>? Group { get; internal set; }

    /// <summary>The channels that a contact is unsubscribed from when it is created, or was before it is removed; null for any other action, and if they could not be read.</summary>
    public IReadOnlyList<string>? Unsubscribed { get; internal set; }

    /// <summary>The account that it is about, as a hash of its base URI and application key.</summary>
    public string? Account { get; internal set; }

    /// <summary>Whether it is so now: false throughout under -WhatIf, where the answer to a question was no, and where it failed. What is unchanged is so without being sent.</summary>
    public bool Applied { get; private set; }

    /// <summary>Why it failed; null where it did not.</summary>
    public ErrorRecord? Error { get; private set; }

    /// <summary>The first part of the error's id; null if it did not fail. It is all of the error that Clixml keeps.</summary>
    public string? ErrorId => Error?.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>The change in a line.</summary>
    public override string ToString() => $"{Action} {Key}";

    internal ContactChange Apply(long? id = null)
    {
        Applied = Kind != ContactChangeAction.Skipped;
        Id ??= id;
        return this;
    }

    internal ContactChange Learn(long? id)
    {
        Id ??= id;
        return this;
    }

    /// <summary>Takes what is changed after all; if that is nothing, it is skipped.</summary>
    internal void Replace(IReadOnlyList<FieldChange> changes)
    {
        Changes = changes;
        Kind = changes.Count == 0 ? ContactChangeAction.Skipped : Kind;
    }

    internal ContactChange Fail(ErrorRecord error)
    {
        Kind = ContactChangeAction.Failed;
        Error = error;
        return this;
    }
}
