using System.Management.Automation;

namespace ContactsPS.Completion;

/// <summary>Offers the account's segments by name or id; inserts the name as a pattern for -Name, else the id.</summary>
public sealed class SegmentCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from segment in line.ListFromService(static client => client.ListSegments())
        let value = line.ParameterName == "Name" ? WildcardPattern.Escape(segment.Name ?? string.Empty) : segment.Id ?? string.Empty
        select new CompletionCandidate(value, segment.ToString(), $"{segment.Id}: {segment.Name}");
}
