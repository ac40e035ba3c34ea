using System.Text.Json.Serialization;

namespace ContactsPS.Client.Json;

/// <summary>Everything that is written to the service, with its source-generated metadata.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(NewContactConverter),
        typeof(ContactUpdateConverter),
    ])]
[JsonSerializable(typeof(IReadOnlyList<NewContact>))]
[JsonSerializable(typeof(IReadOnlyList<ContactUpdate>))]
[JsonSerializable(typeof(IdList))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>The body of every operation that names things by id: <c>{ "id": [1, 2, 3] }</c>.</summary>
internal sealed class IdList
{
    public required IReadOnlyList<long> Id { get; init; }
}
