using System.Globalization;

namespace ContactsPS.Completion;

/// <summary>Offers the account's groups by name or id, and inserts the id.</summary>
public sealed class GroupCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        line.ListFromService(static client => client.ListGroups())
            .Select(group => new CompletionCandidate(group.Id?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, group.ToString(), Details(group)));

    internal static string Details(ContactGroup group) =>
        FormattableString.Invariant($"{group.Id}: {group.Name}") + (group.Description is { Length: > 0 } description ? $" ({description})" : string.Empty);
}
