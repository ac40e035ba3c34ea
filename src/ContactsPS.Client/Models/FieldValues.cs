namespace ContactsPS.Client.Models;

/// <summary>The given standard fields and their values. Absent and null differ: an update keeps an absent field and clears a null one.</summary>
public sealed class FieldValues
{
    private readonly bool isReadOnly;
    private object?[]? values;
    private int present;

    /// <summary>Creates the values without any field.</summary>
    public FieldValues()
    {
    }

    /// <summary>A copy that belongs to a model. Only the model changes it, while it is created.</summary>
    internal FieldValues(FieldValues? source)
    {
        isReadOnly = true;
        present = source?.present ?? 0;
        values = (object?[]?)source?.values?.Clone();
    }

    /// <summary>The number of given fields, including null ones.</summary>
    public int Count => StandardField.All.Count(Contains);

    /// <summary>Whether no field is given.</summary>
    public bool IsEmpty => present == 0;

    /// <summary>The value of a field; null also if it is absent.</summary>
    public object? this[StandardField field]
    {
        get
        {
            _ = field ?? throw new ArgumentNullException(nameof(field));
            return values?[field.Index];
        }
    }

    /// <summary>All fields of a contact, each of them given.</summary>
    public static FieldValues Of(Contact contact)
    {
        var fields = new FieldValues();
        foreach (var field in StandardField.All)
        {
            fields.Put(field, field.Of(contact));
        }

        return fields;
    }

    /// <summary>Whether a field is given, even as null.</summary>
    public bool Contains(StandardField field)
    {
        _ = field ?? throw new ArgumentNullException(nameof(field));
        return (present & (1 << field.Index)) != 0;
    }

    /// <summary>Gets the value of a field.</summary>
    /// <returns>False if it is absent.</returns>
    public bool TryGet(StandardField field, out object? value)
    {
        value = this[field];
        return Contains(field);
    }

    /// <summary>Sets a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">A <see cref="DateTime"/> for a date, a <see cref="string"/> for any other field, or null.</param>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    /// <exception cref="InvalidOperationException">The values belong to a <see cref="NewContact"/> or a <see cref="ContactUpdate"/>, which are immutable.</exception>
    public void Set(StandardField field, object? value)
    {
        _ = field ?? throw new ArgumentNullException(nameof(field));
        if (isReadOnly)
        {
            throw new InvalidOperationException(Messages.Get("ValuesAreReadOnly"));
        }

        if (value is not null && (field.IsDate ? value is not DateTime : value is not string))
        {
            throw new ArgumentException(Messages.Get(field.IsDate ? "FieldHoldsDate" : "FieldHoldsText", field.Name), nameof(value));
        }

        Put(field, value);
    }

    internal void Put(StandardField field, object? value)
    {
        (values ??= new object?[StandardField.All.Count])[field.Index] = value;
        present |= 1 << field.Index;
    }

    internal void Put<T>(StandardField field, Maybe<T> value)
    {
        if (value.IsPresent)
        {
            Put(field, value.Value);
        }
    }

    internal Maybe<T?> Get<T>(StandardField field) => TryGet(field, out var value) ? new Maybe<T?>((T?)value) : default;
}
