using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads segments.</summary>
internal sealed class SegmentReader : ModelReader<ContactSegment>
{
    private Draft draft;

    protected override bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("id"u8))
        {
            draft.Id = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        if (name.SequenceEqual("name"u8))
        {
            draft.Name = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        // The vendor's page mentions the count without its name; all three names are assumptions (F30 of docs/service.md).
        if (draft.Count is null && (name.SequenceEqual("count"u8) || name.SequenceEqual("numberOfContacts"u8) || name.SequenceEqual("contacts"u8)))
        {
            draft.Count = ReadOrKeep(name, ref reader, JsonValues.ReadWholeNumber);
            return true;
        }

        return false;
    }

    protected override ContactSegment Finish(PropertyBag additional)
    {
        var segment = new ContactSegment(draft.Id, draft.Name, draft.Count, additional);
        draft = default;
        return segment;
    }

    private struct Draft
    {
        public string? Id;
        public string? Name;
        public long? Count;
    }
}
