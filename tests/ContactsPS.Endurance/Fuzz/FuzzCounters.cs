namespace ContactsPS.Endurance.Fuzz;

/// <summary>What came of many answers.</summary>
internal sealed class FuzzCounters
{
    // An object of two bytes becomes a contact, in a list, in a page, and a title is shown for each item, redacted; the rest is what a request costs, its first buffer and an exception's text included.
    private const int MostPerByte = 512;
    private const long MostBeside = 4 * 1024 * 1024;
    private const int Considerable = 4096;

    public long Operations { get; private set; }

    public long Answers { get; private set; }

    public long Results { get; set; }

    public long Exceptions { get; set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The most that was allocated for a byte of an answer that is not small.</summary>
    public double MostForAByte { get; private set; }

    public static bool IsTooMuch(List<FuzzAnswer> answers, long allocated) => allocated > (MostPerByte * BytesOf(answers)) + MostBeside;

    public void Add(List<FuzzAnswer> answers, long allocated, TimeSpan elapsed)
    {
        Operations++;
        Answers += answers.Count;
        Slowest = elapsed > Slowest ? elapsed : Slowest;
        var bytes = BytesOf(answers);
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

    private static long BytesOf(List<FuzzAnswer> answers) => answers.Sum(answer => (long)answer.Body.Length);
}
