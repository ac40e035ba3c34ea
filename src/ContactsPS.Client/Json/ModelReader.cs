using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Reads the objects of one answer into models, straight from UTF-8; what the model does not name is kept. Not thread-safe: each answer has
/// a reader of its own, so that its objects can share the names of what they carry.
/// </summary>
/// <typeparam name="T">The immutable model.</typeparam>
/// <param name="texts">The texts of the list that repeat; null where what is read is not worth it.</param>
internal abstract class ModelReader<T>(StringPool? texts = null) : IItemReader<T>
    where T : class
{
    private readonly PropertyBagReader others = new(texts);

    /// <inheritdoc/>
    public T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException(Messages.Get("ItemIsNoObject", reader.TokenType));
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.NameOf(ref reader);
            reader.Read();
            if (!TryReadProperty(name, ref reader))
            {
                others.Add(name, ref reader);
            }
        }

        return Finish(others.Seal());
    }

    /// <summary>Reads the value that the reader stands on, of a property that the model names; leaves the reader alone at any other.</summary>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="reader">Stands on the property's value.</param>
    protected abstract bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader);

    /// <summary>Makes the model of what was read, and forgets it.</summary>
    /// <param name="additional">What the model does not name.</param>
    protected abstract T Finish(PropertyBag additional);

    /// <summary>Reads a value that has to be of a kind, and keeps it as it came where it is not: nothing the service says is lost.</summary>
    protected TValue? ReadOrKeep<TValue>(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader, JsonRead<TValue?> read)
    {
        var value = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? default : read(ref reader);
        if (value is null && reader.TokenType != JsonTokenType.Null)
        {
            others.Add(name, ref reader);
        }

        return value;
    }
}

/// <summary>Reads the scalar that the reader stands on.</summary>
internal delegate T JsonRead<out T>(ref Utf8JsonReader reader);
