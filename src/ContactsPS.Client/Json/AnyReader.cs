using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads items whose shape nobody knows.</summary>
internal sealed class AnyReader : IItemReader<object>
{
    private readonly PropertyBagReader bags = new();

    // Null is an item like any other; the lists of the wire do not tell.
    public object Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? bags.Read(ref reader) : bags.ReadValue(ref reader)!;
}
