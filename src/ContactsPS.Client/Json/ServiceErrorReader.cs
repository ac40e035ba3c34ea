using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads the items of <c>errors</c>, whose <c>meta</c> may be missing, null, an object or PHP's empty array.</summary>
internal sealed class ServiceErrorReader : ModelReader<ServiceError>
{
    private Draft draft;

    protected override bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("code"u8))
        {
            draft.Code = JsonValues.ReadText(ref reader);
        }
        else if (name.SequenceEqual("title"u8))
        {
            draft.Title = JsonValues.ReadText(ref reader);
        }
        else if (name.SequenceEqual("message"u8))
        {
            draft.Message = JsonValues.ReadText(ref reader);
        }
        else if (name.SequenceEqual("meta"u8))
        {
            ReadMeta(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override ServiceError Finish(PropertyBag additional)
    {
        var error = new ServiceError(draft.Code, draft.Title, draft.Message, draft.Parameter, draft.Value, draft.Source);
        draft = default;
        return error;
    }

    private void ReadMeta(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader);
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

    private struct Draft
    {
        public string? Code;
        public string? Title;
        public string? Message;
        public string? Parameter;
        public string? Value;
        public string? Source;
    }
}
