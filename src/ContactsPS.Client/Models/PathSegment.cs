namespace ContactsPS.Client.Models;

/// <summary>
/// What may stand between two slashes of a path. Dots that lead to another folder are found in every form in which something on the way may read them: escaped, escaped
/// again, and between blanks.
/// </summary>
internal static class PathSegment
{
    // Escaped as often as this it is no name that somebody gave.
    private const int MostEscapes = 4;

    /// <summary>The segment as the last one to read it may see it; null if it is escaped over and over.</summary>
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

    /// <summary>Whether a segment, or a part of it behind a slash that was escaped, leads to another folder.</summary>
    /// <param name="decoded">The segment, by <see cref="Decode"/>.</param>
    public static bool LeadsElsewhere(string decoded) => decoded.Split('/', '\\').Any(part => part.Trim() is "." or "..");
}
