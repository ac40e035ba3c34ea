using System.Text.Json;

namespace ContactsPS.Acceptance.Own;

/// <summary>A contact that the run created, as the service shows it.</summary>
internal sealed record OwnContact(long Id, string ExternalId, JsonElement Json);

/// <summary>A list that holds only contacts of the run.</summary>
/// <param name="Query">The filter of the list.</param>
/// <param name="ExternalIds">The external ids of its contacts.</param>
/// <param name="Group">The group whose members they are; null if they share an email address.</param>
internal sealed record OwnList(string Query, HashSet<string> ExternalIds, long? Group);
