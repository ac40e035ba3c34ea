using System.Text.Json;

namespace ContactsPS.Client.Json;

/// <summary>
/// Limits the number of values of additional data in one response. A value of two bytes in a response, such as <c>1,</c>, takes thirty in memory: without a limit, a
/// small compressed body could take gigabytes.
/// </summary>
internal sealed class ValueBudget
{
    // Five hundred for each of a thousand contacts.
    private const int MostValues = 500_000;

    private int left = MostValues;

    /// <summary>Counts a value.</summary>
    /// <exception cref="JsonException">There are too many.</exception>
    public void Take()
    {
        if (--left < 0)
        {
            throw new JsonException(Messages.Get("TooManyValues", MostValues));
        }
    }
}
