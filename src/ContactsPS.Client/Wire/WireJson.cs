using System.Text.Json.Serialization;

namespace ContactsPS.Client.Wire;

/// <summary>Everything that is read from or written to the service, with its source-generated metadata.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(ContactConverter),
        typeof(GroupConverter),
        typeof(FieldConverter),
        typeof(SegmentConverter),
        typeof(ServiceErrorConverter),
        typeof(OneOrManyConverter<Contact>),
        typeof(OneOrManyConverter<ContactGroup>),
        typeof(OneOrManyConverter<ContactField>),
        typeof(OneOrManyConverter<ContactSegment>),
        typeof(OneOrManyConverter<ServiceError>),
        typeof(NewContactConverter),
        typeof(ContactUpdateConverter),
    ])]
[JsonSerializable(typeof(Envelope<Contact>))]
[JsonSerializable(typeof(Envelope<ContactGroup>))]
[JsonSerializable(typeof(Envelope<ContactField>))]
[JsonSerializable(typeof(Envelope<ContactSegment>))]
[JsonSerializable(typeof(IReadOnlyList<NewContact>))]
[JsonSerializable(typeof(IReadOnlyList<ContactUpdate>))]
[JsonSerializable(typeof(IdList))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>The body of every operation that names things by id: <c>{ "id": [1, 2, 3] }</c>.</summary>
internal sealed class IdList
{
    public required IReadOnlyList<long> Id { get; init; }
}
