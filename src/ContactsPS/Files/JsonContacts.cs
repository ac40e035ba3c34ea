using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ContactsPS.Files;

/// <summary>Contacts as JSON Lines: one object per line, with additional data as an object in it, and numbers and Booleans as such.</summary>
/// <param name="text">The target.</param>
/// <param name="listColumns">Properties that contain lists.</param>
internal sealed class JsonContacts(TextWriter text, IReadOnlyList<string> listColumns) : IContactFormat
{
    // The file is not part of a web page, so only what JSON requires is escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream buffer = new();

    public void Write(Contact contact, IReadOnlyList<IReadOnlyList<string>> lists)
    {
        buffer.SetLength(0);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, read) in ContactColumns.All)
            {
                Write(json, name, read(contact));
            }

            for (var i = 0; i < listColumns.Count; i++)
            {
                Write(json, listColumns[i], lists[i].ToArray<object?>());
            }

            Write(json, nameof(Contact.ExternalData), contact.ExternalData);
            json.WriteEndObject();
        }

        text.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        text.Write('\n');
    }

    public void Complete(CancellationToken cancellationToken)
    {
    }

    public void Dispose() => buffer.Dispose();

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        DataValue.Of(value).WriteTo(json, static date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
    }
}
