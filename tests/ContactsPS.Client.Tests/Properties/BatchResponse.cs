using System.Text.Json.Nodes;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>How much the service returns of an accepted item.</summary>
internal enum ReturnedDetail
{
    Whole,

    IdOnly,

    Nothing,
}

/// <summary>How the service identifies a refused item.</summary>
internal enum Identification
{
    BySource,

    ByValue,

    BySourceAndValue,

    /// <summary>There is an error, but it does not identify the item.</summary>
    NotAtAll,

    /// <summary>The head counts the error, but the list does not contain it.</summary>
    OnlyCounted,
}

/// <summary>The response of a service to a batch of new contacts, in any of the forms that the service may use.</summary>
/// <param name="refused">The indexes of the refused items.</param>
/// <param name="random">Decides the order of the items.</param>
internal sealed class BatchResponse(IReadOnlyList<NewContact> sent, ISet<int> refused, Random random)
{
    /// <summary>The id of the item at this index.</summary>
    public static long IdAt(int place) => 1000 + place;

    /// <param name="returned">How much is returned of the accepted items.</param>
    /// <param name="identified">How each refused item is identified, by index.</param>
    public (string Data, string Errors, int Status, int NumberOfErrors) Write(ReturnedDetail returned, Func<int, Identification> identified)
    {
        var accepted = Enumerable.Range(0, sent.Count).Where(place => !refused.Contains(place)).ToArray();
        if (returned == ReturnedDetail.Whole)
        {
            // Ids alone have a meaning only in the order of the request.
            random.Shuffle(accepted);
        }

        var listed = refused.Where(place => identified(place) != Identification.OnlyCounted).ToArray();
        random.Shuffle(listed);
        var data = new JsonArray([.. accepted.Where(_ => returned != ReturnedDetail.Nothing).Select(place => Item(place, returned))]);
        var errors = new JsonArray([.. listed.Select(place => Error(place, identified(place)))]);
        return (data.ToJsonString(), errors.ToJsonString(), accepted.Length == 0 ? 422 : refused.Count == 0 ? 200 : 207, refused.Count);
    }

    private JsonObject Item(int place, ReturnedDetail returned) => returned == ReturnedDetail.IdOnly
        ? new JsonObject { ["id"] = IdAt(place) }
        : new JsonObject { ["id"] = IdAt(place), ["externalId"] = sent[place].ExternalId, ["email"] = sent[place].Email, ["phoneNumber"] = sent[place].PhoneNumber };

    private JsonObject Error(int place, Identification identified)
    {
        var contact = sent[place];
        var (parameter, value) = contact.Email is { } email ? ("email", email) : ("phoneNumber", contact.PhoneNumber!);
        var meta = new JsonObject
        {
            ["source"] = identified is Identification.BySource or Identification.BySourceAndValue ? contact.ExternalId ?? value : "",
            ["parameter"] = identified is Identification.ByValue or Identification.BySourceAndValue ? parameter : "",
            ["value"] = identified is Identification.ByValue or Identification.BySourceAndValue ? value : "",
        };
        return new JsonObject { ["code"] = $"E-{place}", ["meta"] = identified != Identification.NotAtAll ? meta : random.Next(3) switch { 0 => new JsonArray(), 1 => new JsonObject(), _ => null } };
    }
}
