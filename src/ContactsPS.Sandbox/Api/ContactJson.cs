using System.Globalization;
using System.Text.Json;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox.Api;

/// <summary>Contacts as responses show them: ids are strings.</summary>
/// <param name="options">The options.</param>
internal sealed class ContactJson(SandboxOptions options)
{
    public void Write(Utf8JsonWriter json, SandboxContact contact)
    {
        json.WriteStartObject();
        WriteIdProperty(json, contact.Id);
        foreach (var field in ContactField.All)
        {
            if (field.Name == "createdAt" && contact.CreatedAt is { } created && options.Has(SandboxAlternative.UnixDate))
            {
                json.WriteNumber(field.Name, new DateTimeOffset(created).ToUnixTimeSeconds());
            }
            else
            {
                json.WriteString(field.Name, field.Get(contact));
            }
        }

        json.WriteBoolean("inArchive", contact.InArchive);
        json.WriteStartObject("externalData");
        foreach (var pair in contact.ExternalData)
        {
            json.WritePropertyName(pair.Key);
            if (options.Has(SandboxAlternative.ExternalDataAsText))
            {
                json.WriteStringValue(pair.Value is bool flag ? flag ? "true" : "false" : Convert.ToString(pair.Value, CultureInfo.InvariantCulture));
            }
            else
            {
                WriteScalar(json, pair.Value);
            }
        }

        json.WriteEndObject();
        foreach (var channel in options.Has(SandboxAlternative.NoSubscription) ? [] : ContactChannel.All)
        {
            json.WriteBoolean(channel.UnsubscribedName, contact.HasLeft(channel.Flag));
        }

        json.WriteEndObject();
    }

    /// <summary>A changed contact, by its id only.</summary>
    public void WriteId(Utf8JsonWriter json, long id)
    {
        json.WriteStartObject();
        WriteIdProperty(json, id);
        json.WriteEndObject();
    }

    private void WriteIdProperty(Utf8JsonWriter json, long id)
    {
        if (options.Has(SandboxAlternative.NumericId))
        {
            json.WriteNumber("id", id);
        }
        else
        {
            json.WriteString("id", id.ToString(CultureInfo.InvariantCulture));
        }
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
}
