namespace ContactsPS.Completion;

/// <summary>Offers the account's additional fields as the beginning of a hashtable, whose value is then typed.</summary>
public sealed class ExternalDataCompleter : Completer
{
    private protected override IEnumerable<Offer> Offers(TypedLine line) =>
        from field in line.ListFromService(static client => client.ListFields())
        let name = field.Name ?? string.Empty
        select new Offer(name, name, field.Type is { Length: > 0 } type ? $"{name}: {type}" : name) { Form = "@{{ {0} = " };
}
