using System.Text.Json;

namespace ContactsPS.Acceptance.Own;

/// <summary>A contact that the run created, as the service shows it.</summary>
internal sealed record OwnContact(long Id, string ExternalId, JsonElement Json);

/// <summary>A list that holds contacts of the run alone.</summary>
/// <param name="Query">The filter that makes it.</param>
/// <param name="ExternalIds">Who is in it.</param>
/// <param name="Group">The group whose members they are; null if they share an address.</param>
internal sealed record OwnList(string Query, HashSet<string> ExternalIds, long? Group);
