using System.Text.Json;
using ContactsPS.Client.Json;

namespace ContactsPS.Client.Responses;

/// <summary>
/// Reads an envelope in one pass over its UTF-8, directly into models. The serializer, with a converter
/// for each item, would scan every item twice: once to find its end, once to read it.
/// </summary>
internal static class EnvelopeReader
{
    // It is part of every trace line and error, so a longer text is not accepted as a uniqId.
    private const int MostUniqIdBytes = 1000;

    /// <summary>Reads an envelope.</summary>
    /// <param name="utf8">The whole response.</param>
    /// <param name="items">Reads the items of <c>data</c>.</param>
    /// <param name="maximumItems">The most items to read; the others are skipped.</param>
    /// <exception cref="JsonException">It is not JSON, or not an envelope.</exception>
    /// <exception cref="InvalidOperationException">It contains text that is not UTF-8.</exception>
    public static Envelope<T> Read<T>(ReadOnlySpan<byte> utf8, IItemReader<T> items, int maximumItems = int.MaxValue)
        where T : class
    {
        var reader = new Utf8JsonReader(utf8);
        var envelope = new Envelope<T>();
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, envelope, items, maximumItems);
            }
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            throw new JsonException(Messages.Get("BodyIsNoObject", reader.TokenType));
        }

        // This finds data after the envelope, which is not JSON.
        reader.Read();
        return envelope;
    }

    private static void ReadProperty<T>(ref Utf8JsonReader reader, Envelope<T> envelope, IItemReader<T> items, int maximumItems)
        where T : class
    {
        var name = JsonText.NameOf(ref reader);
        if (name.SequenceEqual("meta"u8))
        {
            reader.Read();
            ReadMeta(ref reader, envelope);
        }
        else if (name.SequenceEqual("data"u8))
        {
            reader.Read();
            envelope.Data = ReadOneOrMany(ref reader, items, maximumItems);
        }
        else if (name.SequenceEqual("errors"u8))
        {
            reader.Read();
            envelope.Errors = ReadOneOrMany(ref reader, new ServiceErrorReader(), ContactRules.MaximumPageSize);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadMeta<T>(ref Utf8JsonReader reader, Envelope<T> envelope)
    {
        envelope.HasMeta = reader.TokenType == JsonTokenType.StartObject;
        if (!envelope.HasMeta)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                throw new JsonException(Messages.Get("MetaIsNoObject", reader.TokenType));
            }

            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.NameOf(ref reader);
            if (name.SequenceEqual("uniqId"u8))
            {
                reader.Read();
                envelope.UniqId = reader.ValueSpan.Length <= MostUniqIdBytes ? JsonValues.ReadText(ref reader) : null;
            }
            else if (name.SequenceEqual("numberOfErrors"u8))
            {
                reader.Read();
                envelope.NumberOfErrors = JsonValues.ReadWholeNumber(ref reader) ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>A list may be written as a list, as its only item, or as null, a Boolean or an empty object if it is empty.</summary>
    private static List<T> ReadOneOrMany<T>(ref Utf8JsonReader reader, IItemReader<T> items, int maximumItems)
        where T : class
    {
        var list = new List<T>();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (list.Count < maximumItems)
                    {
                        list.Add(items.Read(ref reader));
                    }
                    else
                    {
                        reader.Skip();
                    }
                }

                break;
            case JsonTokenType.StartObject when !IsEmptyObject(reader):
                list.Add(items.Read(ref reader));
                break;
            default:
                reader.Skip();
                break;
        }

        return list;
    }

    private static bool IsEmptyObject(Utf8JsonReader copy) => copy.Read() && copy.TokenType == JsonTokenType.EndObject;
}
