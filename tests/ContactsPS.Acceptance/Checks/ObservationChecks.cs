using System.Globalization;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of all responses of the run together.</summary>
internal static class ObservationChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Of("F3", "looks at the envelope of every response", static all => Verdict.If(
            all.FirstDifference is null,
            string.Create(CultureInfo.InvariantCulture, $"{all.Responses - all.WholeEnvelopes} of {all.Responses} responses that differ, the first of them {all.FirstDifference}"))),
        Of("F31", "looks at every 429 and 503", static all => all.Refusals.All == 0
            ? Verdict.NotDecided("no 429 and no 503 came")
            : Verdict.If(all.Refusals.WithRetryAfter == all.Refusals.All, "one without Retry-After")),
        Of("F61", "looks for headers about rate limits", static all => Verdict.If(all.RateHeaders.Count == 0, string.Join(", ", all.RateHeaders))),
        Of("F62", "looks whether there was a 429", static all => Verdict.If(
            all.FirstThrottled is null, string.Create(CultureInfo.InvariantCulture, $"a 429 at request {all.FirstThrottled}"))),
    ];

    private static Check Of(string fact, string does, Func<Observations, Verdict> judge) => new(fact, Access.Reads, does, context => Task.FromResult(judge(context.Api.Observations)));
}
