using System.Management.Automation;

namespace ContactsPS.Completion;

/// <summary>Offers the names of the account's additional fields; as patterns for -Name.</summary>
public sealed class FieldNameCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from field in line.ListFromService(static client => client.ListFields())
        let name = field.Name ?? string.Empty
        let value = line.ParameterName == "Name" ? WildcardPattern.Escape(name) : name
        select new CompletionCandidate(value, name, field.Type is { Length: > 0 } type ? $"{name}: {type}" : name);
}
