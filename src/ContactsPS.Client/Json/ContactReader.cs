using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads contacts, the most frequent items by far, so names are distinguished by their length before they are compared.</summary>
internal sealed class ContactReader : ModelReader<Contact>
{
    private readonly PropertyBagReader externalData;
    private readonly JsonRead<string?> readRepeated;
    private Draft draft;

    /// <param name="texts">The pool of repeated texts of the list; null if pooling is not worth it.</param>
    public ContactReader(StringPool? texts = null)
        : base(texts)
    {
        externalData = new PropertyBagReader(texts);
        readRepeated = texts is null
            ? JsonValues.ReadText
            : (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? texts.Read(ref reader) : JsonValues.ReadText(ref reader);
    }

    protected override bool TryReadProperty(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                draft.Id = ReadOrKeep(name, ref reader, JsonValues.ReadWholeNumber);
                return true;
            case 5 when name.SequenceEqual("email"u8):
                draft.Email = ReadOrKeep(name, ref reader, JsonValues.ReadText);
                return true;
            case 8 when name.SequenceEqual("lastName"u8):
                draft.LastName = ReadOrKeep(name, ref reader, readRepeated);
                return true;
            case 9 when name.SequenceEqual("firstName"u8):
                draft.FirstName = ReadOrKeep(name, ref reader, readRepeated);
                return true;
            case 9 when name.SequenceEqual("createdAt"u8):
                draft.CreatedAt = ReadOrKeep(name, ref reader, JsonValues.ReadDate);
                return true;
            case 9 when name.SequenceEqual("inArchive"u8):
                draft.InArchive = JsonValues.ReadFlag(ref reader);
                return true;
            case 10 when name.SequenceEqual("externalId"u8):
                draft.ExternalId = ReadOrKeep(name, ref reader, JsonValues.ReadText);
                return true;
            case 11 when name.SequenceEqual("phoneNumber"u8):
                draft.PhoneNumber = ReadOrKeep(name, ref reader, JsonValues.ReadText);
                return true;
            case 11 when name.SequenceEqual("companyName"u8):
                draft.CompanyName = ReadOrKeep(name, ref reader, readRepeated);
                return true;
            case 12 when name.SequenceEqual("externalData"u8):
                draft.ExternalData = externalData.Read(ref reader);
                return true;
            default:
                return false;
        }
    }

    protected override Contact Finish(PropertyBag additional)
    {
        var contact = new Contact(
            draft.Id,
            draft.ExternalId,
            draft.Email,
            draft.PhoneNumber,
            draft.FirstName,
            draft.LastName,
            draft.CompanyName,
            draft.CreatedAt,
            draft.InArchive,
            draft.ExternalData,
            additional);
        draft = default;
        return contact;
    }

    private struct Draft
    {
        public long? Id;
        public string? ExternalId;
        public string? Email;
        public string? PhoneNumber;
        public string? FirstName;
        public string? LastName;
        public string? CompanyName;
        public DateTime? CreatedAt;
        public bool InArchive;
        public PropertyBag? ExternalData;
    }
}
