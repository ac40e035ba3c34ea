using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Results;

namespace ContactsPS.Acceptance.Checks;

/// <summary>Checks of the address and the credentials.</summary>
internal static class CredentialChecks
{
    private const string Path = "contact?limit=1";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("F1", Access.Reads, "checks whether the service responds at the vendor's address", static context => Task.FromResult(
            !context.IsVendorsHost ? Verdict.NotDecided("the run uses another address")
            : Verdict.If(context.First.IsEnvelope, context.First.ToString()))),
        new("F2", Access.Reads, "reads with a wrong key, a wrong token, a Bearer token, and without each", Headers),
        new("F32", Access.Reads, "looks at the error of a wrong token", Code),
    ];

    private static async Task<Verdict> Headers(CheckContext context)
    {
        var right = context.Credentials;
        var wrong = new (string Name, Credentials Credentials)[]
        {
            ("a wrong token", right with { Authorization = "acceptance-test" }),
            ("a wrong key", right with { ApplicationKey = "acceptance-test" }),
            ("a Bearer token", right with { Authorization = $"Bearer {right.Authorization}" }),
            ("no token", right with { Authorization = null }),
            ("no key", right with { ApplicationKey = null }),
        };
        var differences = new List<string>();
        foreach (var (name, credentials) in wrong)
        {
            var response = await context.Api.SendAsync(new ApiRequest(HttpMethod.Get, Path) { Credentials = credentials });
            if (response.Status != 401)
            {
                differences.Add($"{response.Status} for {name}");
            }
        }

        return Verdict.Without(differences);
    }

    private static async Task<Verdict> Code(CheckContext context)
    {
        var response = await context.Api.SendAsync(new ApiRequest(HttpMethod.Get, Path) { Credentials = context.Credentials with { Authorization = "acceptance-test" } });
        return Verdict.If(response is { Status: 401, Code: "E-0-004" }, response.ToString());
    }
}
