using System.Runtime.InteropServices;
using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Texts that repeat in one list, such as first names and cities: each is created only once, which saves time of the garbage collector and memory of
/// callers that keep the contacts. Shared by the pages of a list, which are read concurrently; it lives no longer than the list.
/// </summary>
/// <remarks>
/// A text has one slot, by its hash, and is kept when it occurs for the second time: a list of different texts costs a hash
/// each and keeps nothing. If two threads write one slot at the same time, both texts are valid, and one is kept.
/// </remarks>
internal sealed class StringPool
{
    private const int Places = 1024;
    private const int MostBytes = 48;
    private const ulong Mixer = 0x9E3779B97F4A7C15;

    private readonly int[] seen = new int[Places];
    private readonly Known?[] known = new Known?[Places];

    /// <summary>The text at the reader's position.</summary>
    /// <exception cref="InvalidOperationException">It is not UTF-8.</exception>
    public string Read(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped || utf8.Length > MostBytes)
        {
            return JsonText.Read(ref reader);
        }

        var hash = HashOf(utf8);
        var place = hash & (Places - 1);
        if (known[place] is { } there && utf8.SequenceEqual(there.Utf8))
        {
            return there.Text;
        }

        var text = reader.GetString()!;
        if (seen[place] == hash)
        {
            known[place] = new Known(utf8.ToArray(), text);
        }

        seen[place] = hash;
        return text;
    }

    private static int HashOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(utf8)) * Mixer;
            hash ^= hash >> 32;
            utf8 = utf8.Slice(sizeof(ulong));
        }

        foreach (var unit in utf8)
        {
            hash = (hash ^ unit) * Mixer;
        }

        return (int)(hash >> 32);
    }

    private sealed record Known(byte[] Utf8, string Text);
}
