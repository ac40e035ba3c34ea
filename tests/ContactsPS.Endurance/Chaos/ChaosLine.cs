using System.Globalization;

namespace ContactsPS.Endurance.Chaos;

/// <summary>A line of the table: the outcome of the rows of one command.</summary>
/// <param name="Lost">Rows that the service has no contact for, or has not applied.</param>
/// <param name="Doubled">Contacts or changes at the service without a row.</param>
internal sealed record ChaosLine(string What, int Rows, int Lost, int Doubled, ChaosResult Answer)
{
    public const string Head = "seed  sandbox               what           rows    lost  doubled  unknown  other errors  silent  requests  more than needed  seconds";

    /// <summary>The number of rows for which the command wrote nothing, or more than one object or error.</summary>
    private int Silent => Math.Abs(Rows - Answer.Output.Count - Answer.Errors.Count);

    public bool IsClean => Lost + Doubled + Answer.Errors.Count + Silent == 0;

    public string ToString(int seed, string sandbox) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seed,4}  {sandbox,-20}  {What,-11}  {Rows,6}  {Lost,6}  {Doubled,7}  {Answer.Unknown,7}  {Answer.Errors.Count - Answer.Unknown,12}  {Silent,6}  {Answer.Requests,8}  {Answer.Requests - Answer.Needed,16}  {Answer.Elapsed.TotalSeconds,7:0.0}");
}
