using System.Text.Json.Serialization;

namespace ContactsPS.Benchmarks.Plain;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlainEnvelope<PlainContact>))]
[JsonSerializable(typeof(PlainEnvelope<NamedContact>))]
[JsonSerializable(typeof(PlainEnvelope<PlainCreated>))]
[JsonSerializable(typeof(ArraySegment<PlainNewContact>))]
[JsonSerializable(typeof(int))]
internal sealed partial class PlainJson : JsonSerializerContext;
