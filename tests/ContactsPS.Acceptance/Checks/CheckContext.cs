using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;

namespace ContactsPS.Acceptance.Checks;

/// <summary>What a check works with.</summary>
/// <param name="First">The response to the run's first request, a list of one contact.</param>
/// <param name="IsVendorsHost">Whether the run talks to the address of F1.</param>
internal sealed record CheckContext(ApiSession Api, OwnContacts Own, Credentials Credentials, ApiResponse First, bool MayWrite, bool IsVendorsHost)
{
    /// <summary>An id that no service has given yet, nor soon will.</summary>
    public const long NoId = 999_999_999_999_999;

    public RunNames Names => Own.Names;

    /// <summary>Contacts to look at: those of the first page, or else one of the run.</summary>
    /// <exception cref="NotDecidedException">The account has no contact, and no contact may be created.</exception>
    public async Task<IReadOnlyList<JsonElement>> SomeContactsAsync()
    {
        var page = (await Api.GetAsync("contact?limit=20")).Data;
        return page.Count > 0 ? page : MayWrite ? [(await Own.CreateAsync()).Json] : throw new NotDecidedException("the account has no contact");
    }

    /// <summary>Changes a contact of the run.</summary>
    public Task<ApiResponse> ChangeAsync(OwnContact contact, JsonObject data) =>
        Api.PutAsync("contact", new JsonArray(new JsonObject { ["id"] = contact.Id, ["data"] = data }));

    /// <summary>Changes a contact of the run, which a check needs to go on.</summary>
    /// <exception cref="NotDecidedException">The service refuses.</exception>
    public static async Task NeedAsync(Task<ApiResponse> request, string what)
    {
        var response = await request;
        if (!response.IsDone)
        {
            throw new NotDecidedException($"{what} was answered with {response}");
        }
    }
}
