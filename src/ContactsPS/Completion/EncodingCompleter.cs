namespace ContactsPS.Completion;

/// <summary>Offers the usual encodings of contact files.</summary>
public sealed class EncodingCompleter : Completer
{
    private static readonly string[] Names = ["utf8", "unicode", "ansi", "windows-1250", "windows-1252", "iso-8859-2"];

    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line) => Names.Select(name => new CompletionCandidate(name, name, name));
}
