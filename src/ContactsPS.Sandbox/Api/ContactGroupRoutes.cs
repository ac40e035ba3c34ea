using System.Globalization;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>The groups of one contact.</summary>
internal sealed class ContactGroupRoutes(SandboxAccount account)
{
    public Route[] All =>
    [
        new("GET", "contact/{id}/group", List),
        new("POST", "contact/{id}/group", call => Change(call, Join)),
        new("DELETE", "contact/{id}/group", call => Change(call, Leave)),
    ];

    private HttpResponse List(ApiCall call) =>
        Contact(call.Argument) is { } contact
            ? Envelope.Page(account.GroupsOf(contact), GroupJson.Write)
            : Envelope.Refused(404, ApiErrors.UnknownContact("contact", call.Argument));

    private HttpResponse Change(ApiCall call, Func<long, long, ApiError?> change)
    {
        var ids = call.Body.Ids();
        if (Contact(call.Argument) is not { InArchive: false } contact)
        {
            return Envelope.Refused(422, ApiErrors.UnknownContact("contact", call.Argument));
        }

        var done = new List<SandboxGroup>();
        var errors = new List<ApiError>();
        foreach (var id in ids)
        {
            var text = id.ToString(CultureInfo.InvariantCulture);
            if (account.FindGroup(id) is not { } group)
            {
                errors.Add(ApiErrors.UnknownGroup("id", text));
            }
            else if (change(contact.Id, id) is { } error)
            {
                errors.Add(error);
            }
            else
            {
                done.Add(group);
            }
        }

        return Envelope.Outcome(done, GroupJson.Write, errors);
    }

    private ApiError? Join(long contact, long group) =>
        account.TryJoin(contact, group) ? null : ApiErrors.UnknownContact("contact", contact.ToString(CultureInfo.InvariantCulture));

    private ApiError? Leave(long contact, long group)
    {
        if (group == SandboxAccount.AllContacts)
        {
            return ApiErrors.BuiltInGroup(group.ToString(CultureInfo.InvariantCulture));
        }

        return account.TryLeave(contact, group) ? null : ApiErrors.UnknownContact("contact", contact.ToString(CultureInfo.InvariantCulture));
    }

    private SandboxContact? Contact(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? account.Find(number) : null;
}
