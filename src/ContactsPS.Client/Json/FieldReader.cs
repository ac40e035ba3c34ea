using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads additional fields.</summary>
internal sealed class FieldReader : ModelReader<ContactField>
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

        if (name.SequenceEqual("type"u8))
        {
            draft.Type = ReadOrKeep(name, ref reader, JsonValues.ReadText);
            return true;
        }

        return false;
    }

    protected override ContactField Finish(PropertyBag additional)
    {
        var field = new ContactField(draft.Id, draft.Name, draft.Type, additional);
        draft = default;
        return field;
    }

    private struct Draft
    {
        public string? Id;
        public string? Name;
        public string? Type;
    }
}
