using System.Text.Json;

namespace ContactsPS.Client.Wire;

internal sealed class SegmentConverter : ModelConverter<ContactSegment, SegmentConverter.Draft>
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
        else if (reader.ValueTextEquals("count"u8) || reader.ValueTextEquals("numberOfContacts"u8) || reader.ValueTextEquals("contacts"u8))
        {
            // The vendor's page promises the count and does not name it; all three names are assumptions.
            var name = reader.GetString()!;
            reader.Read();
            draft.Count ??= ReadOrKeep(ref reader, name, JsonValues.ReadWholeNumber, ref others);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override ContactSegment Finish(in Draft draft, IReadOnlyDictionary<string, object?> others) =>
        new(draft.Id, draft.Name, draft.Count, others);

    internal struct Draft
    {
        public string? Id;
        public string? Name;
        public long? Count;
    }
}
