using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>A change of an earlier run to make or reverse: live, or from Clixml.</summary>
internal sealed class PlannedChange
{
    private static readonly string ChangeType = typeof(ContactChange).FullName!;
    private static readonly string SerializedType = "Deserialized." + ChangeType;
    private static readonly string DataPrefix = nameof(ContactsPS.Client.Models.Contact.ExternalData) + ".";

    private PlannedChange(ContactChangeAction action, string? key, long? id, IReadOnlyList<FieldChange> changes)
    {
        Action = action;
        Key = key;
        Id = id;
        Changes = changes;
    }

    public ContactChangeAction Action { get; }

    public string? Key { get; }

    public long? Id { get; }

    public IReadOnlyList<FieldChange> Changes { get; }

    /// <summary>The fields of a contact that is created or removed; the additional data of one of which some is changed.</summary>
    public Contact? Contact { get; private init; }

    /// <summary>The groups of a contact that is created or removed; null if they are not known.</summary>
    public IReadOnlyList<string>? Group { get; private init; }

    /// <summary>The channels that a contact which is created or removed is unsubscribed from; null if they are not known.</summary>
    public IReadOnlyList<string>? Unsubscribed { get; private init; }

    /// <summary>The account that it is about.</summary>
    public string? Account { get; private init; }

    /// <summary>Whether it was done.</summary>
    public bool Applied { get; private init; }

    /// <summary>Whether it is not known if it was made.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>Reads what was piped; null if it is not a change.</summary>
    /// <param name="piped">What was piped.</param>
    /// <param name="label">Its name in messages.</param>
    /// <param name="isUndo">Whether it is to be reversed: then the old values are sent, even if they break rules.</param>
    /// <exception cref="InputException">Something of it is not what a sync writes.</exception>
    public static PlannedChange? TryRead(PSObject? piped, string label, bool isUndo)
    {
        if (piped is null || !(piped.BaseObject is ContactChange || piped.TypeNames.FirstOrDefault() == SerializedType))
        {
            return null;
        }

        var row = new InputRow(piped);
        if (row.Cell(nameof(Action)) is not string name || !name.All(char.IsLetter) || !Enum.TryParse<ContactChangeAction>(name, ignoreCase: true, out var action))
        {
            return null;
        }

        return new PlannedChange(action, row.Cell(nameof(Key)) as string, LanguagePrimitives.TryConvertTo<long?>(row.Cell(nameof(Id)), out var id) ? id : null, ReadChanges(row, label, isUndo))
        {
            Contact = row.Cell(nameof(Contact)) is { } contact ? contact as Contact ?? ReadContact(new InputRow(PSObject.AsPSObject(contact)), label, isUndo || action != ContactChangeAction.Created) : null,
            Group = ReadList(row, nameof(Group), label),
            Unsubscribed = ReadList(row, nameof(Unsubscribed), label),
            Account = row.Cell(nameof(Account)) as string,
            Applied = row.Cell(nameof(Applied)) is true,
            IsUnknown = row.Cell(nameof(ContactChange.ErrorId)) as string == FailureKind.OutcomeUnknown.Id,
        };
    }

    /// <summary>What reverses the change.</summary>
    public PlannedChange Reversed() => Action switch
    {
        ContactChangeAction.Created => new PlannedChange(ContactChangeAction.Removed, Key, Id, []) { Contact = Contact, Group = Group, Unsubscribed = Unsubscribed, Account = Account },
        ContactChangeAction.Removed => new PlannedChange(ContactChangeAction.Created, Key, id: null, []) { Contact = Contact, Group = Group, Unsubscribed = Unsubscribed, Account = Account },
        _ => new PlannedChange(Action, Key, Id, [.. Changes.Select(static change => new FieldChange(change.Field, change.To, change.From))]) { Account = Account },
    };

    /// <summary>Whether it is about groups or opt-outs.</summary>
    public bool HasMemberships => Changes.Any(static change => IsMembership(change.Field)) || Group is { Count: > 0 } || Unsubscribed is { Count: > 0 };

    /// <summary>The changes of fields.</summary>
    public IEnumerable<FieldChange> Fields => Changes.Where(static change => !IsMembership(change.Field));

    /// <summary>The change without fields that its contact has already, and with the additional data that it holds.</summary>
    public PlannedChange Narrowed(Contact held, Func<FieldChange, bool> isLeft) => new(Action, Key, Id, [.. Changes.Where(change => IsMembership(change.Field) || isLeft(change))])
    {
        Contact = Fields.Any(static change => change.Field.StartsWith(DataPrefix, StringComparison.Ordinal)) ? new Contact(held.Id, new FieldValues(), externalData: held.ExternalData) : null,
        Account = Account,
    };

    /// <summary>The change of fields to send.</summary>
    /// <param name="id">The contact's id.</param>
    public ContactUpdate ToUpdate(long id)
    {
        var fields = new FieldValues();
        var data = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var change in Fields)
        {
            if (StandardField.All.FirstOrDefault(field => field.Name == change.Field) is { } field)
            {
                fields.Set(field, change.To);
            }
            else
            {
                data[change.Field.Substring(DataPrefix.Length)] = change.To;
            }
        }

        var update = new ContactUpdate(fields) { Id = id, ExternalData = data.Count > 0 ? new Maybe<IReadOnlyDictionary<string, object?>?>(data) : default };
        return Contact is { } held ? update.WithDataOf(held) : update;
    }

    /// <summary>What a store keeps of it.</summary>
    public IReadOnlyList<object?> ToValues() =>
    [
        (long)Action, Key, Id, Contact is not null, Contact?.Id,
        .. StandardField.All.Select(field => Contact is null ? null : field.Of(Contact)), Contact?.ExternalData,
        Group?.ToArray<object?>(), Unsubscribed?.ToArray<object?>(),
        .. Changes.SelectMany(static change => new[] { change.Field, Plain(change.From), Plain(change.To) }),
    ];

    /// <summary>A change that was kept.</summary>
    public static PlannedChange OfValues(object?[] values)
    {
        var fields = new FieldValues();
        var next = 5;
        foreach (var field in StandardField.All)
        {
            fields.Set(field, values[next++]);
        }

        var data = values[next++] as IReadOnlyDictionary<string, object?>;
        var (group, unsubscribed) = (values[next++] as IEnumerable, values[next++] as IEnumerable);
        var changes = new List<FieldChange>();
        for (; next < values.Length; next += 3)
        {
            var field = (string)values[next]!;
            changes.Add(new FieldChange(field, Listed(field, values[next + 1]), Listed(field, values[next + 2])));
        }

        return new PlannedChange((ContactChangeAction)(long)values[0]!, values[1] as string, values[2] as long?, changes)
        {
            Contact = values[3] is true ? new Contact(values[4] as long?, fields, externalData: data) : null,
            Group = group?.Cast<string>().ToArray(),
            Unsubscribed = unsubscribed?.Cast<string>().ToArray(),
        };
    }

    private static object? Plain(object? value) => value is IReadOnlyList<string> list ? list.ToArray<object?>() : value;

    private static object? Listed(string field, object? value) =>
        field is MembershipColumns.Group or MembershipColumns.Unsubscribed ? ((value as IEnumerable)?.Cast<string>() ?? []).ToArray() : value;

    private static bool IsMembership(string field) => field is MembershipColumns.Group or MembershipColumns.Unsubscribed;

    private static List<FieldChange> ReadChanges(InputRow row, string label, bool isUndo)
    {
        var changes = new List<FieldChange>();
        foreach (var item in row.Cell(nameof(Changes)) as IEnumerable ?? Array.Empty<object>())
        {
            if (InputRow.Unwrap(item) is FieldChange live)
            {
                changes.Add(live);
                continue;
            }

            var change = new InputRow(PSObject.AsPSObject(item));
            if (change.Cell(nameof(FieldChange.Field)) is string field)
            {
                changes.Add(IsMembership(field)
                    ? new FieldChange(field, ReadList(change, nameof(FieldChange.From), label, field) ?? [], ReadList(change, nameof(FieldChange.To), label, field) ?? [])
                    : new FieldChange(field, ReadValue(change.Cell(nameof(FieldChange.From)), label, field, mayBreakRules: true), ReadValue(change.Cell(nameof(FieldChange.To)), label, field, isUndo)));
            }
            else
            {
                throw InputException.InvalidField(label, nameof(Changes), item, Messages.Get("NeedsChange"));
            }
        }

        return changes;
    }

    private static Contact ReadContact(InputRow row, string label, bool mayBreakRules)
    {
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            fields.Set(field, ReadValue(row.Cell(field.Name), label, field.Name, mayBreakRules));
        }

        var contact = SerializedContact.Read(row);
        return new Contact(contact.Id, fields, contact.InArchive, contact.ExternalData, contact.AdditionalProperties);
    }

    /// <summary>A value of a field. What the service held may break the rules of the field.</summary>
    private static object? ReadValue(object? value, string label, string name, bool mayBreakRules)
    {
        if (StandardField.All.FirstOrDefault(field => field.Name == name) is { } field)
        {
            return InputRow.Unwrap(value) is not { } plain ? null
                : mayBreakRules && (field.IsDate ? plain is DateTime : plain is string) ? plain
                : FieldValue.Of(field, plain, label, name);
        }

        return name.StartsWith(DataPrefix, StringComparison.Ordinal) && name.Length > DataPrefix.Length
            ? PlainValue.Of(value, label, name)
            : throw InputException.InvalidField(label, nameof(FieldChange.Field), name, Messages.Get("NeedsChange"));
    }

    /// <param name="row">What holds the list.</param>
    /// <param name="column">The property that it is in.</param>
    /// <param name="label">The input in messages.</param>
    /// <param name="field">What is listed: groups, or channels.</param>
    private static string[]? ReadList(InputRow row, string column, string label, string? field = null) => row.Cell(column) switch
    {
        null => null,
        string one => [ReadName(one, label, field ?? column)],
        IEnumerable list and not IDictionary => [.. list.Cast<object?>().Select(item => ReadName(InputRow.Unwrap(item), label, field ?? column))],
        var other => [ReadName(other, label, field ?? column)],
    };

    private static string ReadName(object? value, string label, string field) => value switch
    {
        string name when field == MembershipColumns.Group && name.Length > 0 => name,
        string name when field == MembershipColumns.Unsubscribed => SubscriptionChannel.All.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw InputException.InvalidField(label, field, name, Messages.Get("NeedsChannels")),
        int or long when field == MembershipColumns.Group => GroupReferences.IdNameOf(LanguagePrimitives.ConvertTo<long>(value)),
        _ => throw InputException.InvalidField(label, field, value, Messages.Get("NeedsChange")),
    };
}
