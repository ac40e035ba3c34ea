using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of compression in both directions.</summary>
internal static class TransportChecks
{
    private const int WorthCompressing = 4096;

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F59", Access.ReadsAndMayWrite, "looks whether a long response is compressed", Responses),
        new("F60", Access.Writes, "creates a contact in a compressed request", Requests),
    ];

    private static async Task<Verdict> Responses(CheckContext context)
    {
        var response = await context.Api.GetAsync("contact?limit=1000");
        if (response.Data.Count < 20 && context.MayWrite)
        {
            response = await context.Api.GetAsync($"contact?{(await context.Own.ListAsync()).Query}&limit=1000");
        }

        return response.Headers.ContainsKey("content-encoding") ? Verdict.Holds
            : response.BodyLength >= WorthCompressing ? Verdict.DoesNotHold("a long response as it is")
            : Verdict.NotDecided("no response was long enough");
    }

    private static async Task<Verdict> Requests(CheckContext context)
    {
        var response = await context.Own.PostAsync(isCompressed: true, [context.Own.New()]);
        return Verdict.If(response.IsDone, response.ToString());
    }
}
