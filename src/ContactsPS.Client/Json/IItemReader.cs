using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>Reads the items of <c>data</c> of one response.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal interface IItemReader<out T>
    where T : class
{
    /// <summary>Reads the item at the reader's position.</summary>
    /// <exception cref="JsonException">It has an unexpected form.</exception>
    T Read(ref Utf8JsonReader reader);
}
