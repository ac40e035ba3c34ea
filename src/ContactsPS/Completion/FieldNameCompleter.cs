using System.Management.Automation;

namespace ContactsPS.Completion;

/// <summary>Candidates the names of the account's additional fields; for -Name as patterns.</summary>
public sealed class FieldNameCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from field in line.ListFromService(static client => client.ListFields())
        let name = field.Name ?? string.Empty
        let value = line.ParameterName == "Name" ? WildcardPattern.Escape(name) : name
        select new CompletionCandidate(value, name, field.Type is { Length: > 0 } type ? $"{name}: {type}" : name);
}
