using System.Text.Json;

namespace ContactsPS.Client.Wire;

internal sealed class ContactConverter : ModelConverter<Contact, ContactConverter.Draft>
{
    protected override bool TryReadProperty(ref Utf8JsonReader reader, ref Draft draft, ref Dictionary<string, object?>? others)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            draft.Id = ReadOrKeep(ref reader, "id", JsonValues.ReadWholeNumber, ref others);
        }
        else if (reader.ValueTextEquals("externalId"u8))
        {
            reader.Read();
            draft.ExternalId = ReadOrKeep(ref reader, "externalId", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("email"u8))
        {
            reader.Read();
            draft.Email = ReadOrKeep(ref reader, "email", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("phoneNumber"u8))
        {
            reader.Read();
            draft.PhoneNumber = ReadOrKeep(ref reader, "phoneNumber", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("firstName"u8))
        {
            reader.Read();
            draft.FirstName = ReadOrKeep(ref reader, "firstName", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("lastName"u8))
        {
            reader.Read();
            draft.LastName = ReadOrKeep(ref reader, "lastName", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("companyName"u8))
        {
            reader.Read();
            draft.CompanyName = ReadOrKeep(ref reader, "companyName", JsonValues.ReadText, ref others);
        }
        else if (reader.ValueTextEquals("createdAt"u8))
        {
            reader.Read();
            draft.CreatedAt = ReadOrKeep(ref reader, "createdAt", JsonValues.ReadDate, ref others);
        }
        else if (reader.ValueTextEquals("inArchive"u8))
        {
            reader.Read();
            draft.InArchive = JsonValues.ReadFlag(ref reader);
        }
        else if (reader.ValueTextEquals("externalData"u8))
        {
            reader.Read();
            draft.ExternalData = JsonValues.ReadBag(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    protected override Contact Finish(in Draft draft, IReadOnlyDictionary<string, object?> others) =>
        new(
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
            others);

    internal struct Draft
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
        public IReadOnlyDictionary<string, object?>? ExternalData;
    }
}
