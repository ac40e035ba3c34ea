using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads items of unknown shape.</summary>
internal sealed class AnyReader : IItemReader<object>
{
    private readonly PropertyBagReader bags = new();

    // Null is an item too; the lists of the API do not show whether they may contain it.
    public object Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? bags.Read(ref reader) : bags.ReadValue(ref reader)!;
}
