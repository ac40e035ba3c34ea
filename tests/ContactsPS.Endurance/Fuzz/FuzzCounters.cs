namespace ContactsPS.Endurance.Fuzz;

/// <summary>Counts the results of many responses.</summary>
internal sealed class FuzzCounters
{
    // An object of two bytes becomes a contact in a list in a page, and a redacted title is shown for each item. The rest is the cost of a request, including its first buffer and
    // the text of an exception.
    private const int MostPerByte = 512;
    private const long FixedAllowance = 4 * 1024 * 1024;
    private const int Considerable = 4096;

    public long Operations { get; private set; }

    public long Answers { get; private set; }

    public long Results { get; set; }

    public long Exceptions { get; set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The highest allocation per byte, of a response that is not small.</summary>
    public double MostForAByte { get; private set; }

    public static bool IsTooMuch(List<FuzzResponse> responses, long allocated) => allocated > (MostPerByte * BytesOf(responses)) + FixedAllowance;

    public void Add(List<FuzzResponse> responses, long allocated, TimeSpan elapsed)
    {
        Operations++;
        Answers += responses.Count;
        Slowest = elapsed > Slowest ? elapsed : Slowest;
        var bytes = BytesOf(responses);
        MostForAByte = bytes > Considerable ? Math.Max(MostForAByte, (double)allocated / bytes) : MostForAByte;
    }

    public void Add(FuzzCounters other)
    {
        Operations += other.Operations;
        Answers += other.Answers;
        Results += other.Results;
        Exceptions += other.Exceptions;
        Slowest = other.Slowest > Slowest ? other.Slowest : Slowest;
        MostForAByte = Math.Max(MostForAByte, other.MostForAByte);
    }

    private static long BytesOf(List<FuzzResponse> responses) => responses.Sum(response => (long)response.Body.Length);
}
