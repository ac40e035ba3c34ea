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
        WriteIfAny(writer, "email", value.Email);
        WriteIfAny(writer, "phoneNumber", value.PhoneNumber);
        WriteIfAny(writer, "externalId", value.ExternalId);
        WriteIfAny(writer, "firstName", value.FirstName);
        WriteIfAny(writer, "lastName", value.LastName);
        WriteIfAny(writer, "companyName", value.CompanyName);
        WriteIfAny(writer, "createdAt", value.CreatedAt is { } date ? ContactDate.Format(date) : null);
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

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
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
        WriteIfPresent(writer, "email", value.Email);
        WriteIfPresent(writer, "phoneNumber", value.PhoneNumber);
        WriteIfPresent(writer, "externalId", value.NewExternalId);
        WriteIfPresent(writer, "firstName", value.FirstName);
        WriteIfPresent(writer, "lastName", value.LastName);
        WriteIfPresent(writer, "companyName", value.CompanyName);
        if (value.CreatedAt.IsPresent)
        {
            writer.WriteString("createdAt", value.CreatedAt.Value is { } date ? ContactDate.Format(date) : null);
        }

        if (value.ExternalData.IsPresent)
        {
            writer.WritePropertyName("externalData");
            DataValue.Of(value.ExternalData.Value).WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteIfPresent(Utf8JsonWriter writer, string name, Maybe<string?> value)
    {
        if (value.IsPresent)
        {
            writer.WriteString(name, value.Value);
        }
    }
}
