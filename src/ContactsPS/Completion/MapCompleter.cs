using ContactsPS.Binding;
using ContactsPS.Files;

namespace ContactsPS.Completion;

/// <summary>Offers the columns of the file, each as the source of the match key; without a file, the fields as the beginning of a map.</summary>
public sealed class MapCompleter : Completer
{
    private const string DefaultKey = "ExternalId";

    private protected override IEnumerable<CompletionCandidate> Candidates(CompletionContext line)
    {
        var (path, literalPath) = (line.ValueOf("Path") as string, line.ValueOf("LiteralPath") as string);
        if (path is null && literalPath is null)
        {
            return StandardField.All.Select(static field => new CompletionCandidate(field.Name, field.Name, field.Name) { Form = "@{{ {0} = " });
        }

        var key = line.ValueOf("MatchOn") is { } typed ? (typed as object[] ?? [typed])[0]?.ToString() : DefaultKey;
        var delimiter = CsvDelimiter.Of(line.ValueOf("Delimiter") is { } character ? Convert.ToChar(character, System.Globalization.CultureInfo.InvariantCulture) : null, line.ValueOf("UseCulture") is true);
        using var file = new ContactFile(FilePath.Find(line.Session, path, literalPath)).Open(new ReadOptions(EncodingName.Find(line.ValueOf("Encoding") as string)) { Delimiter = delimiter });
        return [.. (file.Columns ?? []).Select(column => new CompletionCandidate(column, column, column) { Form = $"@{{{{ {key} = '{Quoted(column)}' }}}}" })];
    }

    private static string Quoted(string column) => column.Replace("'", "''").Replace("{", "{{").Replace("}", "}}");
}
