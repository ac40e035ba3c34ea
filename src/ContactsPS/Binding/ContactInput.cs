using System.Collections;
using System.Management.Automation;
using ContactsPS.Errors;
using ContactsPS.Files;

namespace ContactsPS.Binding;

/// <summary>
/// One input of a cmdlet that works on contacts: a contact (live, or deserialized from Clixml, a job or remoting), a row, or a typed address.
/// It keeps nothing of another input.
/// </summary>
internal sealed class ContactInput
{
    private static readonly string ContactType = typeof(Contact).FullName!;
    private const string ModelPrefix = "ContactsPS.";
    private const string DeserializedPrefix = "Deserialized.";
    private const string SelectedPrefix = "Selected.";
    private static readonly string DeserializedContact = DeserializedPrefix + ContactType;

    private readonly object? target;
    private Row? cells;
    private Row? original;
    private ContactAddress? typedAddress;

    private ContactInput(object? target, InputLabel name)
    {
        this.target = target;
        Name = name;
    }

    /// <summary>The caller's own input, as piped or typed: the target of every error about it.</summary>
    public object? Target => target ?? (original ?? cells)?.ToObject();

    /// <summary>The input's name in messages, such as <c>Row 12 (C-0012)</c>.</summary>
    public InputLabel Name { get; }

    /// <summary>The text of <see cref="Name"/>.</summary>
    public string Label => Name.ToString();

    /// <summary>The input's index in the results of the run; null if it has none.</summary>
    public int? Place { get; set; }

    /// <summary>Its number in the pipeline, from 1; 0 for an input that was not piped.</summary>
    public long Number { get; private init; }

    /// <summary>Whether the input is a live contact, and nothing else is known of it.</summary>
    public bool IsNothingButContact => Contact is not null && Number > 0;

    /// <summary>Whether it is a row of a file with fewer cells than the header.</summary>
    public bool IsShort { get; set; }

    /// <summary>The input's columns; null for a typed address.</summary>
    public InputRow? Row { get; private set; }

    /// <summary>The input as it was piped; null for a typed address.</summary>
    public PSObject? Piped { get; private set; }

    /// <summary>What script blocks read as <c>$_</c>: what was piped, or the row of a file. Null for a typed address.</summary>
    public PSObject? Subject => Piped ?? cells?.ToObject();

    /// <summary>Whether the input is a contact instead of a row: its fields are then not read as changes.</summary>
    public bool IsContact { get; private set; }

    /// <summary>The live contact that was piped; null for anything else.</summary>
    public Contact? Contact => Piped?.BaseObject as Contact;

    /// <summary>An address that was typed, or that a script block computed from the piped row.</summary>
    public static ContactInput Typed(ContactAddress address, object? target, string label, PSObject? piped = null)
    {
        var input = new ContactInput(target, label) { typedAddress = address, Piped = piped };
        if (piped is not null && !IsValue(piped))
        {
            input.IsContact = IsContactType(piped);
            input.Row = new InputRow(piped, isOfFile: !input.IsContact);
        }

        return input;
    }

    /// <summary>An input without its own address: the fields are typed, or computed by script blocks from a piped text or number.</summary>
    public static ContactInput TypedFields(object? target, string label, PSObject? piped = null) => new(target, label) { Piped = piped };

    /// <summary>Whether it is a text or a number, which has no columns: only a script block can interpret it.</summary>
    public static bool IsValue(PSObject? piped) => piped?.BaseObject is string or Guid or (IConvertible and not Enum and not DBNull);

    /// <summary>Reads a piped object.</summary>
    /// <param name="piped">The object from the pipeline.</param>
    /// <param name="number">Its number in the pipeline, from 1.</param>
    /// <exception cref="InputException">It is neither a contact nor a row, or a row with a repeated column.</exception>
    public static ContactInput Read(PSObject? piped, long number)
    {
        var isContact = piped is not null && IsContactType(piped);
        if (piped is null || !(isContact || IsRow(piped)))
        {
            throw new InputException(FailureKind.NotAContact, $"Input {number}", Describe(piped));
        }

        var row = new InputRow(piped, isOfFile: !isContact);
        var repeated = isContact ? null : row.RepeatedColumn;
        var name = new InputLabel(() => Messages.Get("Row", number), piped.BaseObject as Contact ?? InputLabel.NameOf(row));
        return repeated is not var (one, other)
            ? new ContactInput(TargetOf(piped), name) { Piped = piped, Row = row, IsContact = isContact, Number = number }
            : throw InputException.Of(FailureKind.InvalidField, "RowRepeatsColumn", name, one, other);
    }

    /// <summary>A row that was read from a file, or kept after it was piped. Its target is created from its cells when it is needed.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="place">Its place in messages.</param>
    /// <param name="original">The original row if columns were mapped; null if it is the same.</param>
    public static ContactInput OfRow(Row cells, Func<string> place, Row? original = null)
    {
        var row = new InputRow(cells);
        return new ContactInput(target: null, new InputLabel(place, row)) { cells = cells, original = original, Row = row };
    }

    /// <summary>The piped contact, with all that it had before it was serialized.</summary>
    /// <exception cref="InputException">It is a row: a missing column may have a value in the account.</exception>
    public Contact ReadContact() => Contact ?? (IsContact
        ? SerializedContact.Read(Row!)
        : throw new InputException(FailureKind.NotAContact, Label, Describe(Piped)));

    /// <summary>The group that was piped, live or deserialized; null for anything else.</summary>
    public static long? ReadGroupId(PSObject? piped, string label)
    {
        if (piped is null || (piped.BaseObject is not ContactGroup && TypeNameOf(piped) != DeserializedPrefix + typeof(ContactGroup).FullName))
        {
            return null;
        }

        return FieldValue.Id(new InputRow(piped).Filled("Id") ?? string.Empty, label, "Id");
    }

    /// <summary>The target of an error about a piped object: the row itself, or the object without PowerShell's wrapper.</summary>
    public static object? TargetOf(PSObject? piped) => piped?.BaseObject is PSCustomObject ? piped : piped?.BaseObject;

    /// <summary>The contact in a confirmation: its address, and its external id if the input has that too.</summary>
    public string Describe(ContactAddress address) =>
        address.Field is null && Row?.Filled("ExternalId") is string externalId
            ? Messages.Get("ContactWith", $"{address} ({externalId})")
            : Messages.Get("ContactWith", address);

    /// <summary>The first filled column of Id or ContactId, ExternalId and Email.</summary>
    /// <exception cref="InputException">All are empty, or the id is not a whole number.</exception>
    public ContactAddress ReadAddress()
    {
        if (typedAddress is { } typed)
        {
            return typed;
        }

        foreach (var column in new[] { "Id", "ContactId" })
        {
            if (Row?.Filled(column) is { } id)
            {
                return ContactAddress.OfId(FieldValue.Id(id, Name, column));
            }
        }

        if (Row?.Filled("ExternalId") is { } externalId)
        {
            return ContactAddress.Of(StandardField.ExternalId, (string)FieldValue.Of(StandardField.ExternalId, externalId, Name, "ExternalId"));
        }

        if (Row?.Filled("Email") is { } email)
        {
            return ContactAddress.Of(StandardField.Email, (string)FieldValue.Of(StandardField.Email, email, Name, "Email"));
        }

        var columns = Row is null ? "-" : string.Join(", ", Row.Columns);
        throw new InputException(FailureKind.NoAddress, Label, columns.Length == 0 ? "-" : columns);
    }

    /// <summary>The external id of a row that is addressed by its Id column; null for other inputs, and if the row has none.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public string? ExternalIdBesideId =>
        typedAddress is null && !IsContact && (Row?.Filled("Id") ?? Row?.Filled("ContactId")) is not null && Row!.Filled("ExternalId") is { } externalId
            ? (string)FieldValue.Of(StandardField.ExternalId, externalId, Name, "ExternalId")
            : null;

    /// <summary>The same input with another row, which also gives its name in messages.</summary>
    public ContactInput With(InputRow other)
    {
        var name = Name;
        try
        {
            name = new InputLabel(Name.Place, InputLabel.NameOf(other));
        }
        catch (InputException)
        {
            // The error about the cell follows when the cell is read.
        }

        return new(target, name) { cells = cells, original = original, Piped = Piped, Row = other, IsContact = IsContact, Place = Place, IsShort = IsShort };
    }

    /// <summary>The same input with a copy of its row, which is read faster than an object's properties.</summary>
    public ContactInput With(Row copy) => new(target, Name) { cells = target is null ? copy : null, original = original, Piped = Piped, Row = new InputRow(copy), IsContact = IsContact, Place = Place, IsShort = IsShort };

    private static bool IsContactType(PSObject piped) =>
        piped.BaseObject is Contact || (piped.BaseObject is PSCustomObject && TypeNameOf(piped) == DeserializedContact);

    /// <summary>
    /// A PSCustomObject or a dictionary, but not the rest of another type: a deserialized process has an Id too,
    /// and so has a group that went through Select-Object.
    /// </summary>
    private static bool IsRow(PSObject piped)
    {
        if (piped.BaseObject is IDictionary)
        {
            return true;
        }

        if (piped.BaseObject is not PSCustomObject)
        {
            return false;
        }

        var type = TypeNameOf(piped);
        var wasDeserialized = Strip(ref type, DeserializedPrefix);
        var wasSelected = Strip(ref type, SelectedPrefix);
        Strip(ref type, DeserializedPrefix);
        var isForeign = type != typeof(PSCustomObject).FullName && type != typeof(object).FullName && type != ContactType;
        return !(isForeign && (type.StartsWith(ModelPrefix, StringComparison.Ordinal) || (wasDeserialized && !wasSelected)));
    }

    /// <summary>
    /// The first of an object's type names. It is read as the type of a property that holds the object, because PSObject.TypeNames gives every
    /// object a list of its own, which the engine keeps as long as the object: 156 bytes and 0.3 µs for each row.
    /// </summary>
    private static string TypeNameOf(PSObject piped) => new PSNoteProperty("_", piped).TypeNameOfValue;

    private static bool Strip(ref string type, string prefix)
    {
        var has = type.StartsWith(prefix, StringComparison.Ordinal);
        type = has ? type.Substring(prefix.Length) : type;
        return has;
    }

    private static string Describe(PSObject? piped) => piped is null ? "$null" : Messages.Get("ObjectOfType", TypeNameOf(piped));
}
