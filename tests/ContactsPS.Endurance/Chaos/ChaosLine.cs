using System.Globalization;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A line of the table: what became of the rows of one command.</summary>
/// <param name="What">Which command.</param>
/// <param name="Rows">Rows piped into it.</param>
/// <param name="Lost">Rows that the service holds nothing for, or has not done.</param>
/// <param name="Doubled">What the service holds or has done without a row for it.</param>
/// <param name="Answer">What the command said.</param>
internal sealed record ChaosLine(string What, int Rows, int Lost, int Doubled, ChaosAnswer Answer)
{
    public const string Head = "seed  sandbox               what           rows    lost  doubled  unknown  other errors  silent  requests  more than needed  seconds";

    /// <summary>Rows of which the command said nothing, or more than one thing.</summary>
    private int Silent => Math.Abs(Rows - Answer.Output.Count - Answer.Errors.Count);

    public bool IsClean => Lost + Doubled + Answer.Errors.Count + Silent == 0;

    public string ToString(int seed, string sandbox) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seed,4}  {sandbox,-20}  {What,-11}  {Rows,6}  {Lost,6}  {Doubled,7}  {Answer.Unknown,7}  {Answer.Errors.Count - Answer.Unknown,12}  {Silent,6}  {Answer.Requests,8}  {Answer.Requests - Answer.Needed,16}  {Answer.Elapsed.TotalSeconds,7:0.0}");
}
