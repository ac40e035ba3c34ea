using System.Globalization;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>A share of the work that is the same on every machine and at any time: of eight machines, the third takes <c>3/8</c>.</summary>
/// <param name="Number">The number of the share, from 1.</param>
/// <param name="Of">The number of shares.</param>
internal sealed record Partition(int Number, int Of)
{
    /// <summary>All of it.</summary>
    public static readonly Partition Whole = new(1, 1);

    /// <summary>Reads <c>3/8</c>.</summary>
    /// <exception cref="InputException">The text is not a share.</exception>
    public static Partition Read(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && TryCount(parts[0], out var number) && TryCount(parts[1], out var of) && number <= of
            ? new Partition(number, of)
            : throw InputException.InvalidField("-Partition", "-Partition", text, Messages.Get("NeedsPartition"));
    }

    /// <summary>Whether a key's hash falls into this share.</summary>
    public bool Holds(Guid hash) => Of == 1 || BitConverter.ToUInt32(hash.ToByteArray(), 0) % (uint)Of == (uint)(Number - 1);

    /// <summary>Whether a contact's id falls into this share.</summary>
    public bool Holds(long id) => Of == 1 || (ulong)id % (ulong)Of == (ulong)(Number - 1);

    private static bool TryCount(string text, out int count) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
