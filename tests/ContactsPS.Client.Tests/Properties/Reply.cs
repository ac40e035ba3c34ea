using System.Text.Json.Nodes;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>How much the service says of what it created.</summary>
internal enum Told
{
    /// <summary>The whole item.</summary>
    Whole,

    /// <summary>Its id.</summary>
    IdAlone,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>How the service says which item it refused.</summary>
internal enum Named
{
    BySource,

    ByValue,

    BySourceAndValue,

    /// <summary>There is an error, and nothing in it names the item.</summary>
    NotAtAll,

    /// <summary>The head counts it, and there is no error.</summary>
    OnlyCounted,
}

/// <summary>Makes the answer of a service that does as it likes to a batch of new contacts.</summary>
/// <param name="sent">What was sent.</param>
/// <param name="refused">Which of them it refused, by place.</param>
/// <param name="random">In which order it tells.</param>
internal sealed class Reply(IReadOnlyList<NewContact> sent, ISet<int> refused, Random random)
{
    /// <summary>The id that the service gave to the item at a place.</summary>
    public static long IdAt(int place) => 1000 + place;

    /// <param name="told">What it says of the accepted ones.</param>
    /// <param name="named">How it names each refused one, by place.</param>
    public (string Data, string Errors, int Status, int NumberOfErrors) Write(Told told, Func<int, Named> named)
    {
        var accepted = Enumerable.Range(0, sent.Count).Where(place => !refused.Contains(place)).ToArray();
        if (told == Told.Whole)
        {
            // Ids alone say something only in the order of the request.
            random.Shuffle(accepted);
        }

        var listed = refused.Where(place => named(place) != Named.OnlyCounted).ToArray();
        random.Shuffle(listed);
        var data = new JsonArray([.. accepted.Where(_ => told != Told.Nothing).Select(place => Item(place, told))]);
        var errors = new JsonArray([.. listed.Select(place => Error(place, named(place)))]);
        return (data.ToJsonString(), errors.ToJsonString(), accepted.Length == 0 ? 422 : refused.Count == 0 ? 200 : 207, refused.Count);
    }

    private JsonObject Item(int place, Told told) => told == Told.IdAlone
        ? new JsonObject { ["id"] = IdAt(place) }
        : new JsonObject { ["id"] = IdAt(place), ["externalId"] = sent[place].ExternalId, ["email"] = sent[place].Email, ["phoneNumber"] = sent[place].PhoneNumber };

    private JsonObject Error(int place, Named named)
    {
        var contact = sent[place];
        var (parameter, value) = contact.Email is { } email ? ("email", email) : ("phoneNumber", contact.PhoneNumber!);
        var meta = new JsonObject
        {
            ["source"] = named is Named.BySource or Named.BySourceAndValue ? contact.ExternalId ?? value : "",
            ["parameter"] = named is Named.ByValue or Named.BySourceAndValue ? parameter : "",
            ["value"] = named is Named.ByValue or Named.BySourceAndValue ? value : "",
        };
        return new JsonObject { ["code"] = $"E-{place}", ["meta"] = named != Named.NotAtAll ? meta : random.Next(3) switch { 0 => new JsonArray(), 1 => new JsonObject(), _ => null } };
    }
}
