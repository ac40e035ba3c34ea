namespace ContactsPS.Completion;

/// <summary>Offers the encodings that files of contacts are usually in.</summary>
public sealed class EncodingCompleter : Completer
{
    private static readonly string[] Names = ["utf8", "unicode", "ansi", "windows-1250", "windows-1252", "iso-8859-2"];

    private protected override IEnumerable<Offer> Offers(TypedLine line) => Names.Select(name => new Offer(name, name, name));
}
