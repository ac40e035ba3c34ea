using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ContactsPS.Binding;

namespace ContactsPS.Files;

/// <summary>Contacts as JSON Lines: an object in each line, additional data an object within it, numbers and truth values as such.</summary>
/// <param name="text">Where to.</param>
internal sealed class JsonContacts(TextWriter text) : IContactFormat
{
    // A file is no web page: letters stay letters, and what JSON itself does not allow is escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream buffer = new();

    public void Write(Contact contact)
    {
        text.Write(Write(buffer, json =>
        {
            json.WriteStartObject();
            Property(json, nameof(Contact.Id), contact.Id);
            Property(json, nameof(Contact.ExternalId), contact.ExternalId);
            Property(json, nameof(Contact.Email), contact.Email);
            Property(json, nameof(Contact.PhoneNumber), contact.PhoneNumber);
            Property(json, nameof(Contact.FirstName), contact.FirstName);
            Property(json, nameof(Contact.LastName), contact.LastName);
            Property(json, nameof(Contact.CompanyName), contact.CompanyName);
            Property(json, nameof(Contact.CreatedAt), contact.CreatedAt);
            Property(json, nameof(Contact.InArchive), contact.InArchive);
            Property(json, nameof(Contact.ExternalData), contact.ExternalData);
            json.WriteEndObject();
        }));
        text.Write('\n');
    }

    public void Complete(CancellationToken cancellationToken)
    {
    }

    public void Dispose() => buffer.Dispose();

    /// <summary>A list or an object of additional data as a cell shows it.</summary>
    public static string TextOf(object value)
    {
        using var bytes = new MemoryStream();
        return Write(bytes, json => Value(json, value));
    }

    private static string Write(MemoryStream bytes, Action<Utf8JsonWriter> write)
    {
        bytes.SetLength(0);
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Property(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (InputRow.Unwrap(value))
        {
            case null:
                json.WriteNullValue();
                break;
            case string written:
                json.WriteStringValue(written);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long or int or short or byte or sbyte or ushort or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal exact:
                json.WriteNumberValue(exact);
                break;
            case double real when !double.IsNaN(real) && !double.IsInfinity(real):
                json.WriteRawValue(JsonNumber.Format(real), skipInputValidation: true);
                break;
            case DateTime date:
                json.WriteStringValue(ContactDate.ToUtc(date).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;
            case IDictionary table:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in table)
                {
                    Property(json, Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Value(json, item);
                }

                json.WriteEndArray();
                break;
            case var other:
                json.WriteStringValue(Convert.ToString(other, CultureInfo.InvariantCulture));
                break;
        }
    }
}
