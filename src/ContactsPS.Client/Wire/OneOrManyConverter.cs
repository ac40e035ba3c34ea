using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ContactsPS.Client.Wire;

/// <summary>Reads a list that may be written as a list, as its only item, or (null, a truth value, an empty object) as nothing.</summary>
internal sealed class OneOrManyConverter<T> : JsonConverter<List<T>>
    where T : class
{
    public override bool HandleNull => true;

    public override List<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var items = new List<T>();
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("An item is null."));
                }

                break;
            case JsonTokenType.StartObject when !IsEmptyObject(reader):
                items.Add(JsonSerializer.Deserialize(ref reader, type)!);
                break;
            default:
                reader.Skip();
                break;
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, List<T> value, JsonSerializerOptions options) => throw new NotSupportedException("Only read.");

    private static bool IsEmptyObject(Utf8JsonReader copy) => copy.Read() && copy.TokenType == JsonTokenType.EndObject;
}
