using System.Text.Json;

namespace ContactsPS.Client.Wire;

internal sealed class GroupConverter : ModelConverter<ContactGroup, GroupConverter.Draft>
{
    protected override bool TryReadProperty(ref Utf8JsonReader reader, ref Draft draft, ref Dictionary<string, object?>? others)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            draft.Id = ReadOrKeep(ref reader, "id", JsonValues.ReadWholeNumber, ref others);
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            draft.Name = ReadOrKeep(ref reader, "name", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("description"u8))
        {
            reader.Read();
            draft.Description = ReadOrKeep(ref reader, "description", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("externalId"u8))
        {
            reader.Read();
            draft.ExternalId = ReadOrKeep(ref reader, "externalId", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("createdAt"u8))
        {
            reader.Read();
            draft.CreatedAt = ReadOrKeep(ref reader, "createdAt", JsonValues.ReadDate, ref others);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override ContactGroup Finish(in Draft draft, IReadOnlyDictionary<string, object?> others) =>
        new(draft.Id, draft.Name, draft.Description, draft.ExternalId, draft.CreatedAt, others);

    internal struct Draft
    {
        public long? Id;
        public string? Name;
        public string? Description;
        public string? ExternalId;
        public DateTime? CreatedAt;
    }
}
