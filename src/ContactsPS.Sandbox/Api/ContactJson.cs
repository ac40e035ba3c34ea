using System.Globalization;
using System.Text.Json;
using ContactsPS.Sandbox.Account;

namespace ContactsPS.Sandbox.Api;

/// <summary>Contacts as answers show them: ids are strings.</summary>
internal static class ContactJson
{
    public static void Write(Utf8JsonWriter json, SandboxContact contact)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(contact.Id));
        foreach (var field in ContactField.All)
        {
            json.WriteString(field.Name, field.Get(contact));
        }

        json.WriteBoolean("inArchive", contact.InArchive);
        json.WriteStartObject("externalData");
        foreach (var pair in contact.ExternalData)
        {
            json.WritePropertyName(pair.Key);
            WriteScalar(json, pair.Value);
        }

        json.WriteEndObject();
        foreach (var channel in ContactChannel.All)
        {
            json.WriteBoolean(channel.UnsubscribedName, contact.HasLeft(channel.Flag));
        }

        json.WriteEndObject();
    }

    /// <summary>A contact that was changed, by its id alone.</summary>
    public static void WriteId(Utf8JsonWriter json, long id)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(id));
        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long integer:
                json.WriteNumberValue(integer);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
