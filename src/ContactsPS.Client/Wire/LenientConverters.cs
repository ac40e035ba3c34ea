using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContactsPS.Client.Wire;

/// <summary>Text, whichever scalar it was written as.</summary>
internal sealed class LenientTextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonValues.ReadText(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A whole number, written as a number or as text.</summary>
internal sealed class LenientNumberConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonValues.ReadWholeNumber(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException("Only read.");
}
