using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Client.Json;

/// <summary>Writes a contact to be created: what is null is left out.</summary>
internal sealed class NewContactConverter : JsonConverter<NewContact>
{
    public override NewContact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Only written.");

    public override void Write(Utf8JsonWriter writer, NewContact value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteFields(writer, value.Fields, isNullWritten: false);
        if (value.ExternalData is { Count: > 0 } data)
        {
            writer.WritePropertyName("externalData");
            DataValue.Of(data).WriteTo(writer);
        }

        if (value.AddToGroup is { Count: > 0 } groups)
        {
            writer.WriteStartArray("addToGroup");
            foreach (var group in groups)
            {
                writer.WriteNumberValue(group);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static void WriteFields(Utf8JsonWriter writer, FieldValues fields, bool isNullWritten)
    {
        // By index, which allocates nothing.
        for (var i = 0; i < StandardField.All.Count; i++)
        {
            var field = StandardField.All[i];
            if (fields.TryGet(field, out var value) && (isNullWritten || value is not null))
            {
                writer.WritePropertyName(field.JsonName);
                DataValue.Of(value).WriteTo(writer);
            }
        }
    }
}

/// <summary>Writes a change: the address, and under <c>data</c> the fields that are present, null included.</summary>
internal sealed class ContactUpdateConverter : JsonConverter<ContactUpdate>
{
    public override ContactUpdate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Only written.");

    public override void Write(Utf8JsonWriter writer, ContactUpdate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Id is { } id)
        {
            writer.WriteNumber("id", id);
        }
        else
        {
            writer.WriteString("externalId", value.ExternalId);
        }

        writer.WriteStartObject("data");
        NewContactConverter.WriteFields(writer, value.Fields, isNullWritten: true);
        if (value.ExternalData.IsPresent)
        {
            writer.WritePropertyName("externalData");
            DataValue.Of(value.ExternalData.Value).WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
