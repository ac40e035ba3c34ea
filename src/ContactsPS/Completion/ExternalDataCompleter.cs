namespace ContactsPS.Completion;

/// <summary>Offers the account's additional fields, each as the beginning of a hashtable.</summary>
public sealed class ExternalDataCompleter : Completer
{
    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) =>
        from field in line.ListFromService(static client => client.ListFields())
        let name = field.Name ?? string.Empty
        select new CompletionCandidate(name, name, field.Type is { Length: > 0 } type ? $"{name}: {type}" : name) { Form = "@{{ {0} = " };
}
