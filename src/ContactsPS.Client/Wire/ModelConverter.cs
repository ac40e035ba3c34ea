using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Client.Wire;

/// <summary>
/// Reads a model property by property, straight from UTF-8; what the model does not name is kept.
/// </summary>
/// <typeparam name="TModel">The immutable model.</typeparam>
/// <typeparam name="TDraft">What is gathered before the model is made.</typeparam>
internal abstract class ModelConverter<TModel, TDraft> : JsonConverter<TModel>
    where TModel : class
    where TDraft : struct
{
    public override TModel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"Expected an object, found {reader.TokenType}.");
        }

        var draft = default(TDraft);
        Dictionary<string, object?>? others = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadProperty(ref reader, ref draft, ref others))
            {
                KeepProperty(ref reader, ref others);
            }
        }

        return Finish(in draft, PropertyBag.Seal(others));
    }

    /// <summary>Models are read, never written: what is sent has types of its own.</summary>
    public override void Write(Utf8JsonWriter writer, TModel value, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(TModel).Name} is only read.");

    /// <summary>Reads the value of a property that the model names; leaves the reader alone at any other.</summary>
    protected abstract bool TryReadProperty(ref Utf8JsonReader reader, ref TDraft draft, ref Dictionary<string, object?>? others);

    /// <summary>Makes the model.</summary>
    protected abstract TModel Finish(in TDraft draft, IReadOnlyDictionary<string, object?> others);

    /// <summary>Reads a value that has to be of a kind, and keeps it as it came where it is not: nothing the service says is lost.</summary>
    protected static T? ReadOrKeep<T>(ref Utf8JsonReader reader, string name, JsonRead<T?> read, ref Dictionary<string, object?>? others)
    {
        var asItCame = reader;
        var value = read(ref reader);
        if (value is null && asItCame.TokenType != JsonTokenType.Null)
        {
            PropertyBag.Add(ref others, name, JsonValues.Read(ref asItCame));
        }

        return value;
    }

    private static void KeepProperty(ref Utf8JsonReader reader, ref Dictionary<string, object?>? others)
    {
        var name = reader.GetString()!;
        reader.Read();
        PropertyBag.Add(ref others, name, JsonValues.Read(ref reader));
    }
}

/// <summary>Reads the value that the reader stands on.</summary>
internal delegate T JsonRead<out T>(ref Utf8JsonReader reader);
