using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Reads properties whose names the service chooses. An object that has the names of the previous one, in the
/// same order, shares its shape, so no names are allocated. If it has the same values too, as Booleans often are, it is
/// the same bag.
/// </summary>
/// <param name="texts">The pool of repeated texts of the list; null if pooling is not worth it.</param>
/// <param name="budget">The number of values that may still be read; null for a budget of its own.</param>
internal sealed class PropertyBagReader(StringPool? texts = null, ValueBudget? budget = null)
{
    private readonly ValueBudget budget = budget ?? new ValueBudget();
    private readonly List<object?> values = [];
    private PropertyShape shape = PropertyShape.None;
    private PropertyBag latest = PropertyBag.Empty;
    private List<string>? names;

    /// <summary>Reads an object; anything else (null, or the empty array that PHP writes for it) is an empty bag.</summary>
    public PropertyBag Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return PropertyBag.Empty;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.NameOf(ref reader);
            reader.Read();
            Add(name, ref reader);
        }

        return Seal();
    }

    /// <summary>Reads any value: text, long, decimal or double, bool, null, a list or a dictionary.</summary>
    public object? ReadValue(ref Utf8JsonReader reader)
    {
        budget.Take();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader));
                }

                return items.ToArray();
            case JsonTokenType.StartObject:
                return new PropertyBagReader(budget: budget).Read(ref reader);
            default:
                return JsonValues.ReadScalar(ref reader);
        }
    }

    /// <summary>Reads the value at the reader's position into the bag of the current object.</summary>
    public void Add(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        budget.Take();
        var place = values.Count;
        if (names is null && !shape.IsNamed(place, name))
        {
            names = shape.Names.Take(place).ToList();
        }

        names?.Add(JsonText.Decode(name));
        values.Add(texts is not null && reader.TokenType == JsonTokenType.String ? texts.Read(ref reader) : ReadValue(ref reader));
    }

    /// <summary>The bag of the current object, which ends with it.</summary>
    public PropertyBag Seal()
    {
        if (values.Count == 0)
        {
            return PropertyBag.Empty;
        }

        if (names is not null || values.Count < shape.Names.Count)
        {
            shape = PropertyShape.Of(names ?? shape.Names.Take(values.Count).ToList(), values);
        }

        if (!latest.Holds(shape, values))
        {
            latest = new PropertyBag(shape, values.ToArray());
        }

        values.Clear();
        names = null;
        return latest;
    }
}
