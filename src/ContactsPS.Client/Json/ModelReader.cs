using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Reads the objects of one response into models, directly from UTF-8; properties that the model does not name are kept. Not thread-safe: each response has
/// its own reader, so that its objects can share the names of properties.
/// </summary>
/// <typeparam name="T">The immutable model.</typeparam>
/// <param name="texts">The pool of repeated texts of the list; null if pooling is not worth it.</param>
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

    /// <summary>Reads the value at the reader's position if the model names its property; otherwise does not move the reader.</summary>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="reader">At the value of the property.</param>
    protected abstract bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader);

    /// <summary>Creates the model from what was read, and resets the reader.</summary>
    /// <param name="additional">The properties that the model does not name.</param>
    protected abstract T Finish(PropertyBag additional);

    /// <summary>Reads a value of an expected type. A value of another type is kept as an additional property, so that nothing is lost.</summary>
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

/// <summary>Reads the scalar at the reader's position.</summary>
internal delegate T JsonRead<out T>(ref Utf8JsonReader reader);
