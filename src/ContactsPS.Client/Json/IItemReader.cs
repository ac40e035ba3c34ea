using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads the items of one answer's <c>data</c>.</summary>
/// <typeparam name="T">What an item is.</typeparam>
internal interface IItemReader<out T>
    where T : class
{
    /// <summary>Reads the item that the reader stands on.</summary>
    /// <exception cref="JsonException">It is not what was expected.</exception>
    T Read(ref Utf8JsonReader reader);
}
