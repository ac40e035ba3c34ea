using System.Globalization;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Api;

/// <summary>The groups of one contact.</summary>
internal sealed class ContactGroupRoutes(SandboxAccount account, SandboxOptions options)
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
            : Envelope.Refused(404, Refusals.UnknownContact("contact", call.Argument));

    private HttpResponse Change(ApiCall call, Func<long, long, Refusal?> change)
    {
        var ids = call.Body.Ids(options.MaximumBatchSize);
        if (Contact(call.Argument) is not { InArchive: false } contact)
        {
            return Envelope.Refused(422, Refusals.UnknownContact("contact", call.Argument));
        }

        var done = new List<SandboxGroup>();
        var refusals = new List<Refusal>();
        foreach (var id in ids)
        {
            var text = id.ToString(CultureInfo.InvariantCulture);
            if (account.FindGroup(id) is not { } group)
            {
                refusals.Add(Refusals.UnknownGroup("id", text));
            }
            else if (change(contact.Id, id) is { } refusal)
            {
                refusals.Add(refusal);
            }
            else
            {
                done.Add(group);
            }
        }

        return Envelope.Outcome(done, GroupJson.Write, refusals);
    }

    private Refusal? Join(long contact, long group) =>
        account.TryJoin(contact, group) ? null : Refusals.UnknownContact("contact", contact.ToString(CultureInfo.InvariantCulture));

    private Refusal? Leave(long contact, long group)
    {
        if (group == SandboxAccount.AllContacts)
        {
            return Refusals.BuiltInGroup(group.ToString(CultureInfo.InvariantCulture));
        }

        return account.TryLeave(contact, group) ? null : Refusals.UnknownContact("contact", contact.ToString(CultureInfo.InvariantCulture));
    }

    private SandboxContact? Contact(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? account.Find(number) : null;
}
