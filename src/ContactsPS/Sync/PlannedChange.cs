using System.Collections;
using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Files;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>A change of an earlier run that is to be done, or reversed: live, or as it came back from Clixml.</summary>
internal sealed class PlannedChange
{
    private static readonly string ChangeType = typeof(ContactChange).FullName!;
    private static readonly string SerializedType = "Deserialized." + ChangeType;

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

    /// <summary>The fields of a contact that is created or removed.</summary>
    public Contact? Contact { get; private init; }

    /// <summary>The groups of a contact that is created or removed; null if they are not known.</summary>
    public IReadOnlyList<string>? Group { get; private init; }

    /// <summary>The channels that a contact which is created or removed is unsubscribed from; null if they are not known.</summary>
    public IReadOnlyList<string>? Unsubscribed { get; private init; }

    /// <summary>The account that it is about.</summary>
    public string? Account { get; private init; }

    /// <summary>Whether it was done.</summary>
    public bool Applied { get; private init; }

    /// <summary>Whether nobody knows if it was done.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>Reads what was piped; null if it is no change.</summary>
    public static PlannedChange? TryRead(PSObject? piped, string label)
    {
        if (piped is null || !(piped.BaseObject is ContactChange || piped.TypeNames.FirstOrDefault() == SerializedType))
        {
            return null;
        }

        var row = new InputRow(piped);
        if (!LanguagePrimitives.TryConvertTo<ContactChangeAction>(LanguagePrimitives.ConvertTo<string>(row.Cell(nameof(Action))), out var action))
        {
            return null;
        }

        return new PlannedChange(action, row.Cell(nameof(Key)) as string, LanguagePrimitives.TryConvertTo<long?>(row.Cell(nameof(Id)), out var id) ? id : null, ReadChanges(row, label))
        {
            Contact = row.Cell(nameof(Contact)) is { } contact ? contact as Contact ?? SerializedContact.Read(new InputRow(PSObject.AsPSObject(contact))) : null,
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

    private static List<FieldChange> ReadChanges(InputRow row, string label)
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
                var isList = field is MembershipColumns.Group or MembershipColumns.Unsubscribed;
                changes.Add(isList
                    ? new FieldChange(field, ReadList(change, nameof(FieldChange.From), label) ?? [], ReadList(change, nameof(FieldChange.To), label) ?? [])
                    : new FieldChange(field, PlainValue.Of(change.Cell(nameof(FieldChange.From)), label, field), PlainValue.Of(change.Cell(nameof(FieldChange.To)), label, field)));
            }
        }

        return changes;
    }

    private static string[]? ReadList(InputRow row, string column, string label) => row.Cell(column) switch
    {
        null => null,
        string one => [one],
        IEnumerable list => [.. list.Cast<object?>().Select(InputRow.Unwrap).OfType<string>()],
        var other => throw InputException.InvalidField(label, column, other, Messages.Get("NeedsChange")),
    };
}
