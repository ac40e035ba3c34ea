namespace ContactsPS.Client.Models;

/// <summary>
/// One segment of a path. Dots that lead to another folder are found in every form that a server or proxy may decode: escaped, escaped
/// several times, and surrounded by spaces.
/// </summary>
internal static class PathSegment
{
    // A real name is not escaped this often.
    private const int MostEscapes = 4;

    /// <summary>The fully decoded segment; null if it is escaped too often.</summary>
    public static string? Decode(string segment)
    {
        for (var i = 0; i <= MostEscapes; i++)
        {
            var decoded = Uri.UnescapeDataString(segment);
            if (string.Equals(decoded, segment, StringComparison.Ordinal))
            {
                return segment;
            }

            segment = decoded;
        }

        return null;
    }

    /// <summary>Whether a segment, or a part of it after an escaped slash, leads to another folder.</summary>
    /// <param name="decoded">The segment from <see cref="Decode"/>.</param>
    public static bool LeadsElsewhere(string decoded) => decoded.Split('/', '\\').Any(part => part.Trim() is "." or "..");
}
