using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

/// <summary>The dates of the service, <c>yyyy-MM-dd HH:mm:ss</c>, as UTC.</summary>
internal sealed class PlainDateConverter : JsonConverter<DateTime?>
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";

    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.ParseExact(reader.GetString()!, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToString(Format, CultureInfo.InvariantCulture));
}
