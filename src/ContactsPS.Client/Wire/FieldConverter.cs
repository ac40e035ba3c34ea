using System.Text.Json;

namespace ContactsPS.Client.Wire;

internal sealed class FieldConverter : ModelConverter<ContactField, FieldConverter.Draft>
{
    protected override bool TryReadProperty(ref Utf8JsonReader reader, ref Draft draft, ref Dictionary<string, object?>? others)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            draft.Id = ReadOrKeep(ref reader, "id", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            draft.Name = ReadOrKeep(ref reader, "name", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            draft.Type = ReadOrKeep(ref reader, "type", JsonValues.ReadText, ref others);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override ContactField Finish(in Draft draft, IReadOnlyDictionary<string, object?> others) =>
        new(draft.Id, draft.Name, draft.Type, others);

    internal struct Draft
    {
        public string? Id;
        public string? Name;
        public string? Type;
    }
}
