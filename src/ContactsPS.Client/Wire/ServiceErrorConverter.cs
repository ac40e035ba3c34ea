using System.Text.Json;

namespace ContactsPS.Client.Wire;

/// <summary>Reads an item of <c>errors</c>, whose <c>meta</c> may be absent, null, an object or PHP's empty array.</summary>
internal sealed class ServiceErrorConverter : ModelConverter<ServiceError, ServiceErrorConverter.Draft>
{
    protected override bool TryReadProperty(ref Utf8JsonReader reader, ref Draft draft, ref Dictionary<string, object?>? others)
    {
        if (reader.ValueTextEquals("code"u8))
        {
            reader.Read();
            draft.Code = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("title"u8))
        {
            reader.Read();
            draft.Title = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("message"u8))
        {
            reader.Read();
            draft.Message = JsonValues.ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("meta"u8))
        {
            reader.Read();
            ReadMeta(ref reader, ref draft);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override ServiceError Finish(in Draft draft, IReadOnlyDictionary<string, object?> others) =>
        new(draft.Code, draft.Title, draft.Message, draft.Parameter, draft.Value, draft.Source);

    private static void ReadMeta(ref Utf8JsonReader reader, ref Draft draft)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var value = JsonValues.ReadText(ref reader);
            switch (name)
            {
                case "parameter": draft.Parameter = value; break;
                case "value": draft.Value = value; break;
                case "source": draft.Source = value; break;
            }
        }
    }

    internal struct Draft
    {
        public string? Code;
        public string? Title;
        public string? Message;
        public string? Parameter;
        public string? Value;
        public string? Source;
    }
}
