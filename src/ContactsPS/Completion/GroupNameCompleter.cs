using System.Management.Automation;

namespace ContactsPS.Completion;

/// <summary>Offers the names of the account's groups, as patterns.</summary>
public sealed class GroupNameCompleter : Completer
{
    private protected override IEnumerable<Offer> Offers(TypedLine line) =>
        line.ListFromService(static client => client.ListGroups())
            .Select(group => new Offer(WildcardPattern.Escape(group.Name ?? string.Empty), group.ToString(), GroupCompleter.Details(group)));
}
