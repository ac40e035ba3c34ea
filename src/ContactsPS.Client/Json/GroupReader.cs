using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads groups.</summary>
internal sealed class GroupReader : ModelReader<ContactGroup>
{
    private Draft draft;

    protected override bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("id"u8))
        {
            draft.Id = ReadOrKeep(name, ref reader, JsonValues.ReadWholeNumber);
            return true;
        }

        if (name.SequenceEqual("name"u8))
        {
            draft.Name = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        if (name.SequenceEqual("description"u8))
        {
            draft.Description = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        if (name.SequenceEqual("externalId"u8))
        {
            draft.ExternalId = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        if (name.SequenceEqual("createdAt"u8))
        {
            draft.CreatedAt = ReadOrKeep(name, ref reader, JsonValues.ReadDate);
            return true;
        }

        return false;
    }

    protected override ContactGroup Finish(PropertyBag additional)
    {
        var group = new ContactGroup(draft.Id, draft.Name, draft.Description, draft.ExternalId, draft.CreatedAt, additional);
        draft = default;
        return group;
    }

    private struct Draft
    {
        public long? Id;
        public string? Name;
        public string? Description;
        public string? ExternalId;
        public DateTime? CreatedAt;
    }
}
