using System.Management.Automation;

namespace ContactsPS.Sync;

/// <summary>What a sync does with a contact.</summary>
internal enum ContactChangeAction : byte
{
    /// <summary>It did not exist and is created.</summary>
    Created,

    /// <summary>Some of its fields had other values and are updated.</summary>
    Updated,

    /// <summary>It already has the values of the source.</summary>
    Unchanged,

    /// <summary>It is not in the source and is removed.</summary>
    Removed,

    /// <summary>It is unsubscribed at the service but not in the source, which must record it.</summary>
    OptedOut,

    /// <summary>It is not changed, because of -NoCreate, -NoUpdate, -GroupId or -Exclude.</summary>
    Skipped,

    /// <summary>It was not changed, or the outcome is unknown: <see cref="ContactChange.Error"/> gives the reason.</summary>
    Failed,
}

/// <summary>One change of a sync or of its plan: a contact, and what is done with it.</summary>
public sealed class ContactChange
{
    // Clixml would turn an enumeration into a number, and comparisons with a name would fail.
    private static readonly string[] Actions = [nameof(ContactChangeAction.Created), nameof(ContactChangeAction.Updated), nameof(ContactChangeAction.Unchanged), nameof(ContactChangeAction.Removed),
        nameof(ContactChangeAction.OptedOut), nameof(ContactChangeAction.Skipped), nameof(ContactChangeAction.Failed)];

    internal ContactChange(ContactChangeAction action, string? key, long? id = null, IReadOnlyList<FieldChange>? changes = null)
    {
        Kind = action;
        Key = key;
        Id = id;
        Changes = changes ?? [];
    }

    /// <summary>The action: Created, Updated, Unchanged, Removed, OptedOut, Skipped or Failed. In a plan, Applied is false, and it is what would be done.</summary>
    public string Action => Actions[(int)Kind];

    /// <summary>The action.</summary>
    internal ContactChangeAction Kind { get; private set; }

    /// <summary>The key that matches row and contact: external id, e-mail address, phone number or id; null if the row has none.</summary>
    public string? Key { get; }

    /// <summary>The contact's id; else null yet.</summary>
    public long? Id { get; private set; }

    /// <summary>The changed fields with their old and new values; empty unless the contact is updated.</summary>
    public IReadOnlyList<FieldChange> Changes { get; private set; }

    /// <summary>The contact that is created, or that is removed as it was before; null for any other action.</summary>
    public Contact? Contact { get; internal set; }

    /// <summary>The groups, such as <c>id:12</c>, that a created contact joins, or that a removed contact was in; null for any other action, and if they could not be read.</summary>
    public IReadOnlyList<string>? Group { get; internal set; }

    /// <summary>The channels that a created contact is unsubscribed from, or that a removed one was unsubscribed from; null for any other action, and if they could not be read.</summary>
    public IReadOnlyList<string>? Unsubscribed { get; internal set; }

    /// <summary>The account, as a hash of its base URI and application key.</summary>
    public string? Account { get; internal set; }

    /// <summary>Whether the change is made: false under -WhatIf, if the answer to a question was no, and if it failed. True for an unchanged contact.</summary>
    public bool Applied { get; private set; }

    /// <summary>Why it failed; null if it did not.</summary>
    public ErrorRecord? Error { get; private set; }

    /// <summary>The first part of the error's id; null if it did not fail. Clixml keeps only this part of the error.</summary>
    public string? ErrorId => Error?.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>The change in one line.</summary>
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

    /// <summary>Replaces the changes; without any, the action becomes Skipped.</summary>
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
