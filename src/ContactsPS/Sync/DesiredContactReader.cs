using ContactsPS.Binding;
using ContactsPS.Connections;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Sync;

/// <summary>Reads a row of the source: the keys that it is matched on, the fields to compare, or a new contact.</summary>
/// <param name="options">The options of the sync.</param>
/// <param name="readGroups">Reads groups: the value, the input in messages, and the column.</param>
/// <param name="spellings">The account's spellings of its additional fields.</param>
internal sealed class DesiredContactReader(
    SyncOptions options,
    Func<object, string, string, IReadOnlyList<long>> readGroups,
    Func<FieldSpellings> spellings)
{
    private readonly IReadOnlyList<MatchKey> keys = options.MatchOn;
    private readonly List<DataColumn> dataColumns = DataColumn.Of(options.ExternalDataColumns.Where(column => options.Map?.Fills(column) != true)).Concat(options.Map?.DataColumns ?? []).ToList();

    private readonly Dictionary<string, object?> bound =
        options.AddToGroup is null ? [] : new(StringComparer.OrdinalIgnoreCase) { [nameof(NewContact.AddToGroup)] = options.AddToGroup };

    // A contact that is matched only by its external id has the same one.
    private readonly string? externalIdColumn = options.MatchOn is [{ Kind: ContactKey.ExternalId }] ? null : nameof(ContactUpdate.ExternalId);

    private LiteralComparison? literally;

    /// <summary>The columns that are read by name. Other columns of an export are known, and not sent.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Id", "ContactId", .. NewContactReader.Columns, "InArchive"];

    /// <summary>Takes a column of additional data that was seen for the first time.</summary>
    public void AddDataColumn(string column) => dataColumns.Add(DataColumn.OfExport(column)!.Value);

    /// <summary>The keys of a row. A later one that breaks its field's rule is not used: the row's own error says so.</summary>
    /// <exception cref="InputException">The row has none, or the first one that it has breaks its field's rule.</exception>
    public RowKeys ReadKeys(ContactInput input)
    {
        var texts = new string?[keys.Count];
        var own = -1;
        for (var i = 0; i < keys.Count; i++)
        {
            try
            {
                texts[i] = keys[i].Read(input, options.Map is { } map ? map.NameOf : null);
            }
            catch (InputException) when (own >= 0)
            {
                continue;
            }

            own = own < 0 && texts[i] is not null ? i : own;
        }

        return own >= 0 ? new RowKeys(texts, own) : throw new InputException(FailureKind.NoKey, input.Label, string.Join(", ", keys), string.Join(", ", input.Row!.Columns));
    }

    /// <summary>The desired values of the contact; null if the row has only its key. A key is never cleared.</summary>
    /// <exception cref="InputException">A field breaks its rule.</exception>
    public ContactUpdate Read(ContactInput input) =>
        new ContactUpdateReader(Source(input), input.Row, options.ClearEmpty, field => keys.Any(key => key.IsOf(field)))
            .ReadFields(address: null, emailIsAddress: false, externalIdColumn, dataColumns);

    /// <summary>Whether a contact holds what a valid row says, letter for letter. If it does not, the difference to <see cref="Read"/> decides.</summary>
    public bool IsLiterally(Contact contact, Row row) => (literally ??= new LiteralComparison(options, dataColumns, externalIdColumn is not null)).Holds(contact, row);

    /// <summary>The contact to be created.</summary>
    /// <exception cref="InputException">A field breaks its rule, or there is neither e-mail address nor phone number.</exception>
    public NewContact ReadNew(ContactInput input)
    {
        var contact = NewContactReader.Read(Source(input), dataColumns, readGroups);
        return options.GroupId is { } group && contact.AddToGroup?.Contains(group) != true
            ? new NewContact(contact.Fields) { ExternalData = contact.ExternalData, AddToGroup = [.. contact.AddToGroup ?? [], group] }
            : contact;
    }

    private FieldSource Source(ContactInput input) => new(input, bound, spellings) { NameOf = options.Map is { } map ? map.NameOf : static field => field };
}

/// <summary>The keys of a row, in the order of -MatchOn.</summary>
/// <param name="Texts">One for each kind; null if the row has none of it.</param>
/// <param name="Own">The place of the first that the row has, by which it is told from other rows.</param>
internal readonly record struct RowKeys(IReadOnlyList<string?> Texts, int Own)
{
    /// <summary>The first key that the row has.</summary>
    public string Text => Texts[Own]!;
}
