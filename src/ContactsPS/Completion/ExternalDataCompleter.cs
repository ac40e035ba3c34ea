namespace ContactsPS.Completion;

/// <summary>Candidates the account's additional fields as the beginning of a hashtable, whose value is then typed.</summary>
public sealed class ExternalDataCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from field in line.ListFromService(static client => client.ListFields())
        let name = field.Name ?? string.Empty
        select new CompletionCandidate(name, name, field.Type is { Length: > 0 } type ? $"{name}: {type}" : name) { Form = "@{{ {0} = " };
}
