using System.Text.Json;
using System.Text.Json.Nodes;
using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;

namespace ContactsPS.Acceptance.Checks;

/// <summary>The objects that a check uses.</summary>
/// <param name="First">The response to the first request of the run, a list of one contact.</param>
/// <param name="IsVendorsHost">Whether the run uses the address of fact F1.</param>
internal sealed record CheckContext(ApiSession Api, OwnContacts Own, Credentials Credentials, ApiResponse First, bool MayWrite, bool IsVendorsHost)
{
    /// <summary>An id that the service has not assigned yet and will not assign soon.</summary>
    public const long NoId = 999_999_999_999_999;

    public RunNames Names => Own.Names;

    /// <summary>Contacts to inspect: those of the first page, or else one of the run.</summary>
    /// <exception cref="NotDecidedException">The account has no contacts, and the run may not create one.</exception>
    public async Task<IReadOnlyList<JsonElement>> SomeContactsAsync()
    {
        var page = (await Api.GetAsync("contact?limit=20")).Data;
        return page.Count > 0 ? page : MayWrite ? [(await Own.CreateAsync()).Json] : throw new NotDecidedException("the account has no contact");
    }

    /// <summary>Changes a contact of the run.</summary>
    public Task<ApiResponse> ChangeAsync(OwnContact contact, JsonObject data) =>
        Api.PutAsync("contact", new JsonArray(new JsonObject { ["id"] = contact.Id, ["data"] = data }));

    /// <summary>Sends a change of a contact of the run without which a check cannot continue.</summary>
    /// <exception cref="NotDecidedException">The service refuses the change.</exception>
    public static async Task NeedAsync(Task<ApiResponse> request, string what)
    {
        var response = await request;
        if (!response.IsDone)
        {
            throw new NotDecidedException($"{what} was answered with {response}");
        }
    }
}
