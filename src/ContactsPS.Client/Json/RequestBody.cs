using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Writes the bodies that are sent to the service.</summary>
internal static class RequestBody
{
    private const int FlushAt = 16 * 1024;

    /// <summary>New contacts; null fields are left out.</summary>
    public static byte[] Of(IReadOnlyList<NewContact> contacts) => Write(writer => WriteList(writer, contacts, static (writer, contact) =>
    {
        writer.WriteStartObject();
        WriteFields(writer, contact.Fields, isNullWritten: false);
        if (contact.ExternalData is { Count: > 0 } data)
        {
            WriteData(writer, data);
        }

        if (contact.AddToGroup is { Count: > 0 } groups)
        {
            writer.WritePropertyName("addToGroup");
            WriteList(writer, groups, static (writer, group) => writer.WriteNumberValue(group));
        }

        writer.WriteEndObject();
    }));

    /// <summary>
    /// Changes: the address, and in <c>data</c> the fields that are present, including null ones (F11 of docs/service.md). It is an assumption that null clears a field and that a missing one
    /// is kept (F12).
    /// </summary>
    public static byte[] Of(IReadOnlyList<ContactUpdate> updates) => Write(writer => WriteList(writer, updates, static (writer, update) =>
    {
        writer.WriteStartObject();
        if (update.Id is { } id)
        {
            writer.WriteNumber("id", id);
        }
        else
        {
            writer.WriteString("externalId", update.ExternalId);
        }

        writer.WriteStartObject("data");
        WriteFields(writer, update.Fields, isNullWritten: true);
        if (update.ExternalData.IsPresent)
        {
            WriteData(writer, update.ExternalData.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }));

    /// <summary>Items addressed only by id: <c>{ "id": [1, 2, 3] }</c>. Ids are sent as numbers (F26 of docs/service.md).</summary>
    public static byte[] Of(IReadOnlyList<long> ids) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        WriteList(writer, ids, static (writer, id) => writer.WriteNumberValue(id));
        writer.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
        {
            write(writer, items[i]);
            if (writer.BytesPending > FlushAt)
            {
                // Otherwise the writer's own buffer grows to the whole body, by copies.
                writer.Flush();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter writer, FieldValues fields, bool isNullWritten)
    {
        // Indexed, because enumerating the list would allocate for each contact.
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

    private static void WriteData(Utf8JsonWriter writer, object? data)
    {
        writer.WritePropertyName("externalData");
        DataValue.Of(data).WriteTo(writer);
    }
}
